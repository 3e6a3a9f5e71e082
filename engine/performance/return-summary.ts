/** Power sums of a column of returns, from which most ratios follow. */
export interface ReturnSummary {
  readonly count: number;
  readonly mean: number;
  /** Sums of powers of the deviation from the mean. */
  readonly squares: number;
  readonly cubes: number;
  readonly fourths: number;
  /** Sum of squares of the negative returns. */
  readonly downside: number;
  /** Sum of the positive returns, and of the negative ones with their sign turned. */
  readonly gains: number;
  readonly losses: number;
}

/**
 * Reads a column of returns in two passes: first the mean, then the powers around it.
 * simple-statistics would take a pass per moment over plain arrays, and its normal tails come from a table of two
 * digits; its descriptive functions serve as the oracle in the tests instead.
 * @param returns fractions per period
 */
export function summariseReturns(returns: Float64Array): ReturnSummary {
  const count = returns.length;
  let gains = 0;
  let losses = 0;
  let downside = 0;
  for (let i = 0; i < count; i++) {
    const r = returns[i];
    const loss = Math.min(r, 0);
    gains += r - loss;
    losses -= loss;
    downside += loss * loss;
  }
  const mean = count > 0 ? (gains - losses) / count : 0;
  let squares = 0;
  let cubes = 0;
  let fourths = 0;
  for (let i = 0; i < count; i++) {
    const d = returns[i] - mean;
    const d2 = d * d;
    squares += d2;
    cubes += d2 * d;
    fourths += d2 * d2;
  }
  return { count, mean, squares, cubes, fourths, downside, gains, losses };
}

/** Sample standard deviation (ddof 1) of at least two returns. */
export function deviationOf(summary: ReturnSummary): number {
  return Math.sqrt(summary.squares / (summary.count - 1));
}

/** Whether returns differ by more than rounding; equal ones would make ratios infinite. */
export function returnsVary(summary: ReturnSummary): boolean {
  return summary.count > 1 && deviationOf(summary) > 1e-11 * Math.abs(summary.mean);
}
