/** Candles of a block: few enough to step through, many enough to be worth skipping. */
export const REACH_BITS = 3;
export const REACH_BLOCK = 1 << REACH_BITS;

/**
 * How far the price went in each candle, with the open counted in (some feeds open a candle outside its own range), and
 * in each block of candles: block b holds the candles 8 b to 8 b + 7, as far as there are any.
 */
export interface PriceReach {
  /** By grid index; NaN where the candle is missing. */
  readonly high: Float64Array;
  readonly low: Float64Array;
  /** By block; -Infinity and Infinity where all its candles are missing. */
  readonly blockHigh: Float64Array;
  readonly blockLow: Float64Array;
}

/** Shares the columns themselves where every open lies within its candle's range. */
export function reachOf(open: Float64Array, high: Float64Array, low: Float64Array): PriceReach {
  let reachHigh = high;
  let reachLow = low;
  const blocks = Math.ceil(open.length / REACH_BLOCK);
  const blockHigh = new Float64Array(blocks).fill(Number.NEGATIVE_INFINITY);
  const blockLow = new Float64Array(blocks).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < open.length; i += 1) {
    if (open[i] > high[i]) {
      if (reachHigh === high) reachHigh = high.slice();
      reachHigh[i] = open[i];
    }
    if (open[i] < low[i]) {
      if (reachLow === low) reachLow = low.slice();
      reachLow[i] = open[i];
    }
    const b = i >> REACH_BITS;
    if (reachHigh[i] > blockHigh[b]) blockHigh[b] = reachHigh[i];
    if (reachLow[i] < blockLow[b]) blockLow[b] = reachLow[i];
  }
  return { high: reachHigh, low: reachLow, blockHigh, blockLow };
}
