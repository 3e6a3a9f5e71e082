import { createRandom } from '../../engine/math/index.ts';

/** Steps of the price within one candle. */
export const SUB_STEPS = 12;

/** What moves all instruments of a market together. */
export interface CommonNoise {
  /** Standard normal steps, SUB_STEPS for each candle. */
  readonly steps: Float64Array;
  /** Whether the market jumps at the open of each candle. */
  readonly jumps: Uint8Array;
  /** Standard normal common part of the jump; 0 where there is none. */
  readonly jumpSizes: Float64Array;
}

/**
 * Draws the common part of a market's moves.
 * @param candles on the grid
 * @param jumpChance probability of a jump at an open
 */
export function createCommonNoise(seed: number, candles: number, jumpChance: number): CommonNoise {
  const diffusion = createRandom(seed, 0, 'synthetic common');
  const steps = new Float64Array(candles * SUB_STEPS);
  for (let k = 0; k < steps.length; k++) steps[k] = diffusion.normal();
  const arrivals = createRandom(seed, 0, 'synthetic jumps');
  const jumps = new Uint8Array(candles);
  const jumpSizes = new Float64Array(candles);
  for (let t = 0; t < candles; t++) {
    const arrives = arrivals.float() < jumpChance;
    const size = arrivals.normal();
    if (!arrives || t === 0) continue;
    jumps[t] = 1;
    jumpSizes[t] = size;
  }
  return { steps, jumps, jumpSizes };
}
