/** Largest of today's range and the distances from yesterday's close; NaN without a close before. */
export function trueRange(high: number, low: number, closeBefore: number): number {
  return Math.max(high, closeBefore) - Math.min(low, closeBefore);
}

/**
 * True range of candles; the first value is at row 1, for it needs the close before.
 * @param out column of the length of the others, none of them itself
 */
export function trueRangeInto(out: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array): void {
  let before = Number.NaN;
  for (let i = 0; i < out.length; i += 1) {
    out[i] = trueRange(high[i], low[i], before);
    before = close[i];
  }
}
