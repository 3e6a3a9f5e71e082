import { endOfRun, skipGap } from './finite-run.ts';

/**
 * Weighted moving average: weight `period` on the newest value, 1 on the oldest.
 * The window is the end of one block of `period` values and the start of the next, each summed from its own side,
 * so nothing is ever subtracted and an outlier leaves no rounding behind.
 */
export class Wma {
  private readonly period: number;
  private readonly total: number;
  private readonly block: Float64Array;
  /** Of the last m values of the previous block: the weighted sum, with weights 1..m. */
  private readonly suffix: Float64Array;
  private previous = false;
  private at = 0;
  private sum = 0;
  private weighted = 0;

  constructor(period: number) {
    this.period = period;
    this.total = (period * (period + 1)) / 2;
    this.block = new Float64Array(period);
    this.suffix = new Float64Array(period + 1);
  }

  next(x: number): number {
    if (x - x !== 0) {
      this.previous = false;
      this.startBlock();
      return Number.NaN;
    }
    this.block[this.at] = x;
    this.at += 1;
    this.sum += x;
    this.weighted += this.at * x;
    if (this.at === this.period) {
      const mean = this.weighted / this.total;
      this.closeBlock();
      return mean;
    }
    if (!this.previous) return Number.NaN;
    const older = this.period - this.at;
    return (this.suffix[older] + older * this.sum + this.weighted) / this.total;
  }

  private startBlock(): void {
    this.at = 0;
    this.sum = 0;
    this.weighted = 0;
  }

  private closeBlock(): void {
    let sum = 0;
    let weighted = 0;
    for (let m = 1; m <= this.period; m += 1) {
      sum += this.block[this.period - m];
      weighted += sum;
      this.suffix[m] = weighted;
    }
    this.previous = true;
    this.startBlock();
  }
}

/**
 * Weighted moving average of a column.
 * @param period integer >= 1; the first value is at row period - 1
 */
export function wmaInto(out: Float64Array, x: Float64Array, period: number): void {
  const total = (period * (period + 1)) / 2;
  const suffix = new Float64Array(period + 1);
  for (let from = skipGap(out, x, 0); from < out.length; ) {
    const to = endOfRun(x, from);
    for (let start = from; start < to; start += period) {
      const end = Math.min(start + period, to);
      let sum = 0;
      let weighted = 0;
      for (let i = start; i < end; i += 1) {
        const at = i - start + 1;
        const older = period - at;
        sum += x[i];
        weighted += at * x[i];
        out[i] = (suffix[older] + older * sum + weighted) / total;
      }
      if (start === from) out.fill(Number.NaN, start, Math.min(end, start + period - 1));
      if (end - start < period) break;
      sum = 0;
      weighted = 0;
      for (let m = 1; m <= period; m += 1) {
        sum += x[end - m];
        weighted += sum;
        suffix[m] = weighted;
      }
    }
    from = skipGap(out, x, to);
  }
}
