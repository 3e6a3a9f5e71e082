import type { ReturnSummary } from './return-summary.ts';
import { selectInPlace } from './select-in-place.ts';

/** The outer percentiles of a column of returns. */
export interface ReturnTails {
  readonly count: number;
  /** 5th and 95th percentile, linear between order statistics (Hyndman-Fan type 7). */
  readonly p5: number;
  readonly p95: number;
  /** Mean of the k + 1 smallest returns, k = floor((count - 1) / 20). */
  readonly worstMean: number;
}

/**
 * Finds the tails without sorting: what lies well on one side of the mean is gathered, and selected from.
 * @param scratch at least as long as `returns`; overwritten
 */
export function measureTails(returns: Float64Array, summary: ReturnSummary, scratch: Float64Array): ReturnTails {
  const count = returns.length;
  const deviation = Math.sqrt(summary.squares / count);
  const low = (count - 1) * 0.05;
  const k = Math.floor(low);

  const lower = gather(scratch, returns, 1, summary.mean, deviation, k + 2);
  selectInPlace(scratch, k, 0, lower - 1);
  let worst = 0;
  for (let i = 0; i <= k; i++) worst += scratch[i];
  const p5 = scratch[k] + (low - k) * (nextAbove(scratch, k, lower) - scratch[k]);

  // The upper tail is the lower one of the returns with their signs turned: ranks and shares mirror.
  const upper = gather(scratch, returns, -1, -summary.mean, deviation, k + 2);
  selectInPlace(scratch, k, 0, upper - 1);
  const p95 = -(scratch[k] + (low - k) * (nextAbove(scratch, k, upper) - scratch[k]));
  return { count, p5, p95, worstMean: worst / (k + 1) };
}

/** How far below the mean to look, in deviations: few values lie there, and nearly always enough. */
const REACHES = [1.2, 0.6, Number.NEGATIVE_INFINITY];

/** Writes the lowest of sign x return, at least as many as are needed or all; returns how many. */
function gather(
  out: Float64Array,
  returns: Float64Array,
  sign: 1 | -1,
  mean: number,
  deviation: number,
  needed: number,
): number {
  for (const reach of REACHES) {
    const limit = reach > 0 ? mean - reach * deviation : Number.POSITIVE_INFINITY;
    let size = 0;
    for (let i = 0; i < returns.length; i++) {
      const value = sign * returns[i];
      if (value <= limit) out[size++] = value;
    }
    if (size >= needed) return size;
  }
  return returns.length;
}

/** The next order statistic after the one in its place at k; itself where it is the last. */
function nextAbove(values: Float64Array, k: number, size: number): number {
  let next = k + 1 < size ? values[k + 1] : values[k];
  for (let i = k + 2; i < size; i++) if (values[i] < next) next = values[i];
  return next;
}
