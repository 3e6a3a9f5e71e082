import { createRandom } from '../../engine/math/index.ts';
import type { SearchSpace } from '../model/index.ts';
import { drawFeasible } from './feasible-draw.ts';
import { createLaggedSampler } from './lagged-sampler.ts';
import type { Sampler, SamplerOptions } from './sampler.ts';

/** Draws uniformly from the unit cube: uniform over steps and choices, log-uniform where the scale is logarithmic. */
export function createRandomSampler(
  space: SearchSpace,
  options: SamplerOptions & { readonly window: number },
): Sampler {
  return createLaggedSampler({
    kind: 'random',
    space,
    window: options.window,
    size: null,
    propose(index, history) {
      const random = createRandom(options.seed, index, 'random');
      return drawFeasible(history, (point) => {
        for (let d = 0; d < point.length; d++) point[d] = random.float();
      });
    },
  });
}
