import { endOfRun, skipGap } from './finite-run.ts';

/**
 * Highest of the last `period` values, in constant time: the highest of the end of one block of `period` values
 * and of the start of the next.
 * @see M. van Herk: A fast algorithm for local minimum and maximum filters, Pattern Recognition Letters 13 (1992)
 */
export class RollingHighest {
  private readonly period: number;
  private readonly block: Float64Array;
  private readonly suffix: Float64Array;
  private previous = false;
  private at = 0;
  private top = Number.NEGATIVE_INFINITY;

  constructor(period: number) {
    this.period = period;
    this.block = new Float64Array(period);
    this.suffix = new Float64Array(period + 1);
  }

  /** @returns NaN before `period` values without a gap */
  next(x: number): number {
    if (x - x !== 0) {
      this.previous = false;
      this.at = 0;
      this.top = Number.NEGATIVE_INFINITY;
      return Number.NaN;
    }
    this.block[this.at] = x;
    this.at += 1;
    this.top = Math.max(this.top, x);
    const top = this.top;
    if (this.at === this.period) {
      this.closeBlock();
      return top;
    }
    if (!this.previous) return Number.NaN;
    return Math.max(this.suffix[this.period - this.at], top);
  }

  private closeBlock(): void {
    let top = Number.NEGATIVE_INFINITY;
    for (let m = 1; m <= this.period; m += 1) {
      top = Math.max(top, this.block[this.period - m]);
      this.suffix[m] = top;
    }
    this.previous = true;
    this.at = 0;
    this.top = Number.NEGATIVE_INFINITY;
  }
}

/** Lowest of the last `period` values. */
export class RollingLowest {
  private readonly highest: RollingHighest;

  constructor(period: number) {
    this.highest = new RollingHighest(period);
  }

  next(x: number): number {
    return -this.highest.next(-x);
  }
}

/**
 * Highest of the last `period` values of a column.
 * @param out column of the length of x, not x itself
 * @param period integer >= 1; the first value is at row period - 1
 */
export function highestInto(out: Float64Array, x: Float64Array, period: number): void {
  const suffix = new Float64Array(period + 1).fill(Number.NEGATIVE_INFINITY);
  for (let from = skipGap(out, x, 0); from < out.length; ) {
    const to = endOfRun(x, from);
    for (let start = from; start < to; start += period) {
      const end = Math.min(start + period, to);
      let top = Number.NEGATIVE_INFINITY;
      for (let i = start; i < end; i += 1) {
        top = Math.max(top, x[i]);
        out[i] = Math.max(suffix[period - 1 - (i - start)], top);
      }
      if (start === from) out.fill(Number.NaN, start, Math.min(end, start + period - 1));
      if (end - start < period) break;
      top = Number.NEGATIVE_INFINITY;
      for (let m = 1; m <= period; m += 1) {
        top = Math.max(top, x[end - m]);
        suffix[m] = top;
      }
    }
    suffix.fill(Number.NEGATIVE_INFINITY);
    from = skipGap(out, x, to);
  }
}

/** Lowest of the last `period` values of a column, as highestInto. */
export function lowestInto(out: Float64Array, x: Float64Array, period: number): void {
  const suffix = new Float64Array(period + 1).fill(Number.POSITIVE_INFINITY);
  for (let from = skipGap(out, x, 0); from < out.length; ) {
    const to = endOfRun(x, from);
    for (let start = from; start < to; start += period) {
      const end = Math.min(start + period, to);
      let bottom = Number.POSITIVE_INFINITY;
      for (let i = start; i < end; i += 1) {
        bottom = Math.min(bottom, x[i]);
        out[i] = Math.min(suffix[period - 1 - (i - start)], bottom);
      }
      if (start === from) out.fill(Number.NaN, start, Math.min(end, start + period - 1));
      if (end - start < period) break;
      bottom = Number.POSITIVE_INFINITY;
      for (let m = 1; m <= period; m += 1) {
        bottom = Math.min(bottom, x[end - m]);
        suffix[m] = bottom;
      }
    }
    suffix.fill(Number.POSITIVE_INFINITY);
    from = skipGap(out, x, to);
  }
}
