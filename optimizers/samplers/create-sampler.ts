import type { SamplerSpec, SearchSpace } from '../model/index.ts';
import { createBayesianSampler } from './bayesian/bayesian.ts';
import { createGeneticSampler } from './genetic/genetic.ts';
import { createGridSampler } from './grid.ts';
import { createRandomSampler } from './random.ts';
import type { Sampler, SamplerOptions } from './sampler.ts';
import { createSobolSampler } from './sobol.ts';

/** Window of samplers that learn nothing: wide, since it only bounds what is in memory. */
const OPEN_WINDOW = 256;
/** Window of the Gaussian process: small, since every pending trial is one it does not learn from. */
const BAYESIAN_WINDOW = 8;

/**
 * Creates the sampler that a study asks for.
 * @param spec decoded by `samplerSchema`; its window is the study's, a fitting one where it is absent
 * @param options seed and direction of the study
 * @throws ConfigError `grid-infinite`, `grid-too-large`
 */
export function createSampler(spec: SamplerSpec, space: SearchSpace, options: SamplerOptions): Sampler {
  const { seed, direction } = options;
  switch (spec.kind) {
    case 'grid':
      return createGridSampler(space, {
        seed,
        direction,
        window: spec.window ?? OPEN_WINDOW,
        points: spec.points ?? null,
      });
    case 'random':
      return createRandomSampler(space, { seed, direction, window: spec.window ?? OPEN_WINDOW });
    case 'sobol':
      return createSobolSampler(space, { seed, direction, window: spec.window ?? OPEN_WINDOW });
    case 'genetic': {
      const { population, crossover, crossoverEta, mutationEta } = spec;
      const mutation = spec.mutation ?? 1 / space.params.length;
      const window = spec.window ?? population;
      const rates = { crossover, crossoverEta, mutation, mutationEta };
      return createGeneticSampler(space, { seed, direction, window, population, ...rates });
    }
    case 'bayesian': {
      const start = spec.start ?? Math.max(8, 2 * space.params.length);
      return createBayesianSampler(space, { seed, direction, window: spec.window ?? BAYESIAN_WINDOW, start });
    }
  }
}
