import { createRandom } from '../../../engine/math/index.ts';
import { decodePoint, type ParamValues, type SearchSpace } from '../../model/index.ts';
import { drawFeasible } from '../feasible-draw.ts';
import { createLaggedSampler } from '../lagged-sampler.ts';
import type { Sampler, SamplerOptions } from '../sampler.ts';
import { createSobolDesign } from '../sobol.ts';
import type { TrialHistory } from '../trial-history.ts';
import { type BreedingRates, breedInto, mutateInto } from './breed.ts';
import { createPopulation, type Population } from './population.ts';

export interface GeneticOptions extends SamplerOptions, BreedingRates {
  readonly window: number;
  /** Members that breed (mu). */
  readonly population: number;
}

/** Matings after which offspring that are known already are mutated instead. */
const MATINGS = 12;
/** Mutations after which uniform draws take over. */
const MUTATIONS = 24;

/**
 * A steady-state genetic algorithm: every trial is bred from the best members of all trials that the window shows, so
 * that no generation has to wait for its slowest trial. The first `population` trials are scrambled Sobol points.
 */
export function createGeneticSampler(space: SearchSpace, options: GeneticOptions): Sampler {
  const design = createSobolDesign(space, options.seed);
  const population = createPopulation(space, options.population, options.direction);
  let offered = 0;

  function propose(index: number, history: TrialHistory): ParamValues {
    for (; offered < history.results.length; offered++) {
      const trial = history.results[offered];
      if (trial !== undefined) population.offer(trial);
    }
    if (index < options.population || population.members.length < 4) return design.at(index - 1);
    return offspring(index, history, population, options);
  }

  return createLaggedSampler({ kind: 'genetic', space, window: options.window, size: null, propose });
}

function offspring(index: number, history: TrialHistory, population: Population, options: GeneticOptions): ParamValues {
  const { space } = history;
  const random = createRandom(options.seed, index, 'breed');
  const child = new Float64Array(space.params.length);
  for (let mating = 0; mating < MATINGS; mating++) {
    breedInto(child, space, population, options, random);
    const values = decodePoint(space, child);
    if (space.feasible(values) && !history.wasAsked(values)) return values;
  }
  // Stronger and stronger mutations of the last child.
  for (let attempt = 0; attempt < MUTATIONS; attempt++) {
    mutateInto(child, space, Math.min(1, 2 * options.mutation), options.mutationEta / (1 + attempt), random);
    const values = decodePoint(space, child);
    if (space.feasible(values) && !history.wasAsked(values)) return values;
  }
  return drawFeasible(history, (point) => {
    for (let d = 0; d < point.length; d++) point[d] = random.float();
  });
}
