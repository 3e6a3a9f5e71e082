import { createRandom } from '../../../engine/math/index.ts';
import { encodeInto, type ParamValues, type SearchSpace } from '../../model/index.ts';
import { drawFeasible } from '../feasible-draw.ts';
import { createLaggedSampler } from '../lagged-sampler.ts';
import type { Sampler, SamplerOptions } from '../sampler.ts';
import { createSobolDesign } from '../sobol.ts';
import type { TrialHistory } from '../trial-history.ts';
import { createAcquisition } from './acquisition.ts';
import type { GaussianProcess } from './gaussian-process.ts';
import { maximizeAcquisition } from './maximize-acquisition.ts';
import { createObservations } from './observations.ts';
import { createSurrogate } from './surrogate.ts';

export interface BayesianOptions extends SamplerOptions {
  readonly window: number;
  /** Trials of the Sobol start. */
  readonly start: number;
}

/**
 * Bayesian optimisation: a Gaussian process over the objective, another one over whether settings work at all, and the
 * settings of the highest expected improvement. Pending trials take part with values drawn from the posterior, so that
 * no two of them look for the same thing.
 */
export function createBayesianSampler(space: SearchSpace, options: BayesianOptions): Sampler {
  const { seed } = options;
  const design = createSobolDesign(space, seed);
  const observations = createObservations(space, options.direction === 'max' ? 1 : -1);
  const objective = createSurrogate(observations.shape, observations.targets);
  const feasibility = createSurrogate(observations.shape, observations.labels);

  function propose(index: number, history: TrialHistory): ParamValues {
    observations.follow(history.results);
    // Behind a wide window the first asks past the start would see next to nothing.
    if (index < options.start || observations.worked.length < Math.max(3, options.start / 2))
      return design.at(index - 1);
    const process = objective.condition(observations.worked, history.pending.length);
    fantasise(process, index, history);
    process.solve();
    const best = bestMean(process);
    const works = observations.allWorked() ? null : feasibility.condition(observations.all, 0);
    works?.solve();
    const found = maximizeAcquisition({
      acquisition: createAcquisition(process, best.mean, works),
      history,
      incumbent: observations.worked[best.at] ?? observations.worked[0],
      observations: process.size,
      seed,
      index,
    });
    return found ?? drawAnywhere(index, history);
  }

  /** Appends the pending points, each with a value drawn from the posterior given those before it. */
  function fantasise(process: GaussianProcess, index: number, history: TrialHistory): void {
    const random = createRandom(seed, index, 'fantasy');
    const point = new Float64Array(space.params.length);
    for (const { params } of history.pending) {
      encodeInto(point, space, params);
      if (point.some(Number.isNaN)) continue;
      process.predict(point);
      const value = process.mean + Math.sqrt(process.variance) * random.normal();
      process.append(point);
      process.setLastTarget(value);
    }
  }

  function drawAnywhere(index: number, history: TrialHistory): ParamValues {
    const random = createRandom(seed, index, 'anywhere');
    return drawFeasible(history, (point) => {
      for (let d = 0; d < point.length; d++) point[d] = random.float();
    });
  }

  return createLaggedSampler({ kind: 'bayesian', space, window: options.window, size: null, propose });
}

function bestMean(process: GaussianProcess): { readonly at: number; readonly mean: number } {
  let at = 0;
  for (let i = 1; i < process.size; i++) if (process.meanAt(i) > process.meanAt(at)) at = i;
  return { at, mean: process.meanAt(at) };
}
