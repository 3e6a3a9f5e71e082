import { endOfRun, skipGap } from './finite-run.ts';

/** Sum of squares about the mean, from sums about another value; rounding must not make it negative. */
function aboutMean(squares: number, sum: number, inverse: number): number {
  const value = squares - sum * sum * inverse;
  return value > 0 ? value : 0;
}

/**
 * Sum of squared deviations from the mean over the last `period` values.
 * The window is the end of one block of `period` values and the start of the next, each summed from its own side,
 * about the value between them, which lies in the window: a spike that left it leaves no rounding behind, a high level
 * costs no digits, and a constant series gives exactly 0. A gap gives NaN and starts it anew.
 * @see Chan, Golub, LeVeque: Algorithms for computing the sample variance, The American Statistician 37 (1983)
 */
export class RollingDeviation {
  private readonly period: number;
  private readonly inverse: number;
  private readonly block: Float64Array;
  /** Sums over the last m values of the previous block. */
  private readonly suffixSum: Float64Array;
  private readonly suffixSquares: Float64Array;
  private previous = false;
  private at = 0;
  private pivot = 0;
  private sum = 0;
  private squares = 0;
  /** Mean over the window of the last `next`. */
  mean = Number.NaN;

  constructor(period: number) {
    this.period = period;
    this.inverse = 1 / period;
    this.block = new Float64Array(period);
    this.suffixSum = new Float64Array(period + 1);
    this.suffixSquares = new Float64Array(period + 1);
  }

  /** @returns sum of (x - mean)^2 over the window, NaN before `period` values without a gap */
  next(x: number): number {
    this.mean = Number.NaN;
    if (x - x !== 0) {
      this.previous = false;
      this.at = 0;
      return Number.NaN;
    }
    const period = this.period;
    this.block[this.at] = x;
    this.at += 1;
    if (this.at === period) return this.closeBlock(x);
    if (!this.previous) return Number.NaN;
    const off = x - this.pivot;
    this.sum += off;
    this.squares += off * off;
    const older = period - this.at;
    const sum = this.suffixSum[older] + this.sum;
    this.mean = this.pivot + sum * this.inverse;
    return aboutMean(this.suffixSquares[older] + this.squares, sum, this.inverse);
  }

  private closeBlock(last: number): number {
    let sum = 0;
    let squares = 0;
    for (let m = 1; m <= this.period; m += 1) {
      const off = this.block[this.period - m] - last;
      sum += off;
      squares += off * off;
      this.suffixSum[m] = sum;
      this.suffixSquares[m] = squares;
    }
    this.previous = true;
    this.at = 0;
    this.pivot = last;
    this.sum = 0;
    this.squares = 0;
    this.mean = last + sum * this.inverse;
    return aboutMean(squares, sum, this.inverse);
  }
}

/**
 * Mean and sum of squared deviations over a rolling window of a column.
 * @param out column of the length of x, not x itself
 * @param mean the same; `out` itself where the mean is not wanted
 * @param period integer >= 1; the first value is at row period - 1
 */
export function rollingDeviationInto(out: Float64Array, mean: Float64Array, x: Float64Array, period: number): void {
  const inverse = 1 / period;
  const suffixSum = new Float64Array(period + 1);
  const suffixSquares = new Float64Array(period + 1);
  skipGap(mean, x, 0);
  for (let from = skipGap(out, x, 0); from < out.length; ) {
    const to = endOfRun(x, from);
    for (let start = from; start < to; start += period) {
      const last = start + period - 1;
      let sum = 0;
      let squares = 0;
      if (start === from) {
        out.fill(Number.NaN, start, Math.min(last, to));
        mean.fill(Number.NaN, start, Math.min(last, to));
      } else {
        const pivot = x[start - 1];
        for (let i = start; i < last && i < to; i += 1) {
          const off = x[i] - pivot;
          sum += off;
          squares += off * off;
          const whole = suffixSum[last - i] + sum;
          mean[i] = pivot + whole * inverse;
          out[i] = aboutMean(suffixSquares[last - i] + squares, whole, inverse);
        }
      }
      if (last >= to) break;
      sum = 0;
      squares = 0;
      const pivot = x[last];
      for (let m = 1; m <= period; m += 1) {
        const off = x[last + 1 - m] - pivot;
        sum += off;
        squares += off * off;
        suffixSum[m] = sum;
        suffixSquares[m] = squares;
      }
      mean[last] = pivot + sum * inverse;
      out[last] = aboutMean(squares, sum, inverse);
    }
    skipGap(mean, x, to);
    from = skipGap(out, x, to);
  }
}
