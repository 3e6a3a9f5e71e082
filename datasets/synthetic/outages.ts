import { createRandom } from '../../engine/math/index.ts';

/** Mean length of an outage, candles. */
const MEAN_OUTAGE = 3;

/**
 * Draws which candles of an instrument exist. An outage begins with probability m / (3 (1 - m)) and goes on with
 * probability 2/3, so that the share m of candles is missing in the long run. The first and last candle always exist.
 * @param index of the instrument
 * @param candles on the grid
 * @param missing share m, 0 to 0.5
 * @returns positions on the grid, ascending
 */
export function presentCandles(seed: number, index: number, candles: number, missing: number): Uint32Array {
  const random = createRandom(seed, index, 'synthetic outages');
  const begins = missing / (MEAN_OUTAGE * (1 - missing));
  const present = new Uint32Array(candles);
  let count = 0;
  let out = false;
  for (let t = 0; t < candles; t++) {
    out = random.float() < (out ? 1 - 1 / MEAN_OUTAGE : begins);
    if (!out || t === 0 || t === candles - 1) present[count++] = t;
  }
  return present.slice(0, count);
}
