import { samplerSchema } from '../../../optimizers/model/index.ts';
import { createSampler } from '../../../optimizers/samplers/index.ts';
import { describeSampler } from '../../contracts/sampler-contract.ts';

const samplers = [
  { name: 'grid', spec: { kind: 'grid', points: 4, window: 16 }, trials: 60, seeded: false },
  { name: 'random', spec: { kind: 'random', window: 16 }, trials: 60, seeded: true },
  { name: 'sobol', spec: { kind: 'sobol', window: 16 }, trials: 60, seeded: true },
  { name: 'genetic', spec: { kind: 'genetic', population: 12 }, trials: 70, seeded: true },
  { name: 'bayesian', spec: { kind: 'bayesian' }, trials: 24, seeded: true },
  { name: 'bayesian, one at a time', spec: { kind: 'bayesian', window: 1 }, trials: 15, seeded: true },
];

for (const { name, spec, trials, seeded } of samplers) {
  const decoded = samplerSchema.parse(spec);
  describeSampler({ name, trials, seeded, create: (space, options) => createSampler(decoded, space, options) });
}
