/** One fall below a peak. */
export interface Drawdown {
  /** Close at which the peak stood, epoch ms. */
  readonly peakTime: number;
  readonly troughTime: number;
  /** Close at which the peak was reached again; null when it never was. */
  readonly recoveredTime: number | null;
  /** Positive fraction of the peak. */
  readonly depth: number;
}

/**
 * Lists the deepest drawdowns of a curve, deepest first.
 * @param time closes, epoch ms
 * @param values equity at them
 * @param start value before the first candle, the first peak
 * @param most how many to keep
 */
export function findDrawdowns(time: Float64Array, values: Float64Array, start: number, most: number): Drawdown[] {
  const found: Drawdown[] = [];
  let peak = start;
  let peakTime = time[0] ?? 0;
  let trough = start;
  let troughTime = peakTime;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const now = time[i] ?? 0;
    if (value >= peak) {
      if (trough < peak) found.push({ peakTime, troughTime, recoveredTime: now, depth: 1 - trough / peak });
      peak = value;
      peakTime = now;
      trough = value;
    } else if (value < trough) {
      trough = value;
      troughTime = now;
    }
  }
  if (trough < peak) found.push({ peakTime, troughTime, recoveredTime: null, depth: 1 - trough / peak });
  return found.sort((a, b) => b.depth - a.depth || a.peakTime - b.peakTime).slice(0, most);
}
