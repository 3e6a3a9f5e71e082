import { createRandom } from '../../engine/math/index.ts';
import { decodePoint, type ParamValues, paramsKey, type SearchSpace } from '../model/index.ts';
import { createLaggedSampler } from './lagged-sampler.ts';
import type { Sampler, SamplerOptions } from './sampler.ts';
import { createSobolSequence } from './sobol-sequence.ts';

/** Points of the sequence that are passed over in search of a new feasible one. */
const SKIPS = 4096;

/** The feasible points of a scrambled Sobol sequence, without repetitions and without the present settings. */
export interface SobolDesign {
  /** Gives point `k` of the design, from 0. It breaks the predicate or repeats only where 4,096 points in a row did. */
  at(k: number): ParamValues;
}

/** Creates the design that starts a study: a pure function of the space and the seed. */
export function createSobolDesign(space: SearchSpace, seed: number): SobolDesign {
  const sequence = createSobolSequence(space.params.length, createRandom(seed, 0, 'sobol').int(0, 0x7fffffff));
  const point = new Float64Array(space.params.length);
  const design: ParamValues[] = [];
  const keys = new Set([paramsKey(space, space.present)]);
  let position = 0;

  function extend(): void {
    const from = position;
    let values: ParamValues;
    let fallback: ParamValues | null = null;
    for (;;) {
      sequence.pointInto(point, position++);
      values = decodePoint(space, point);
      const feasible = space.feasible(values);
      if (feasible && !keys.has(paramsKey(space, values))) break;
      if (feasible) fallback ??= values;
      if (position - from >= SKIPS) {
        values = fallback ?? values;
        // The same few points would be passed over again and again.
        position = from + 1;
        break;
      }
    }
    keys.add(paramsKey(space, values));
    design.push(values);
  }

  return {
    at(k) {
      while (design.length <= k) extend();
      return design[k];
    },
  };
}

/** Fills the space evenly: scrambled Sobol points, each new and feasible. */
export function createSobolSampler(space: SearchSpace, options: SamplerOptions & { readonly window: number }): Sampler {
  const design = createSobolDesign(space, options.seed);
  return createLaggedSampler({
    kind: 'sobol',
    space,
    window: options.window,
    size: null,
    propose: (index) => design.at(index - 1),
  });
}
