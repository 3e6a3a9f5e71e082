/**
 * Exponential moving average with weight 2 / (period + 1), seeded with the mean of the first `period` values.
 * A gap (a value that is not finite) gives NaN and starts it anew.
 */
export class Ema {
  private readonly period: number;
  private readonly weight: number;
  private readonly rest: number;
  private count = 0;
  private mean = 0;

  constructor(period: number, weight = 2 / (period + 1)) {
    this.period = period;
    this.weight = weight;
    this.rest = 1 - weight;
  }

  next(x: number): number {
    if (x - x !== 0) {
      this.count = 0;
      this.mean = 0;
      return Number.NaN;
    }
    if (this.count === this.period) {
      this.mean = x * this.weight + this.mean * this.rest;
      return this.mean;
    }
    this.count += 1;
    this.mean += x;
    if (this.count < this.period) return Number.NaN;
    this.mean /= this.period;
    return this.mean;
  }
}

/**
 * Exponential moving average of a column.
 * @param out column of the length of x; may be x itself
 * @param period integer >= 1; the first value is at row period - 1
 * @param weight of the newest value; 1 / period gives Wilder's average
 */
export function emaInto(out: Float64Array, x: Float64Array, period: number, weight = 2 / (period + 1)): void {
  const rest = 1 - weight;
  const length = out.length;
  let i = 0;
  while (i < length) {
    let mean = 0;
    let count = 0;
    for (; i < length && count < period; i += 1) {
      const value = x[i];
      out[i] = Number.NaN;
      if (value - value === 0) {
        mean += value;
        count += 1;
      } else {
        mean = 0;
        count = 0;
      }
    }
    if (count < period) return;
    mean /= period;
    out[i - 1] = mean;
    for (; i < length; i += 1) {
      const value = x[i];
      if (value - value !== 0) break;
      mean = value * weight + mean * rest;
      out[i] = mean;
    }
  }
}
