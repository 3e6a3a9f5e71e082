const DAY_MS = 86_400_000;

/**
 * Indices of the last candle of each UTC day. A candle that closes at midnight belongs to the day that ends then.
 * @param time closes of the candles, epoch ms, ascending
 */
export function findDayEnds(time: Float64Array): Int32Array {
  const ends: number[] = [];
  let midnight = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < time.length; i++) {
    if (time[i] <= midnight) continue;
    if (i > 0) ends.push(i - 1);
    midnight = Math.ceil(time[i] / DAY_MS) * DAY_MS;
  }
  if (time.length > 0) ends.push(time.length - 1);
  return Int32Array.from(ends);
}

/**
 * Writes the returns between day ends, the first one from the starting cash.
 * @param out one return per day
 * @param equity at the day ends
 */
export function dayReturnsInto(out: Float64Array, equity: Float64Array, startingCash: number): void {
  let before = startingCash;
  for (let d = 0; d < equity.length; d++) {
    const value = equity[d];
    out[d] = value / before - 1;
    before = value;
  }
}

/**
 * Writes the returns from candle to candle.
 * @param out one element less than `equity`
 */
export function candleReturnsInto(out: Float64Array, equity: Float64Array): void {
  for (let i = 1; i < equity.length; i++) out[i - 1] = equity[i] / equity[i - 1] - 1;
}
