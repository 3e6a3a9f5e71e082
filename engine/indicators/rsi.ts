/** The rising part of a change, without a branch that a market would make unpredictable; exact. */
const gainOf = (change: number): number => (Math.abs(change) + change) / 2;
const lossOf = (change: number): number => (Math.abs(change) - change) / 2;

/** 100 without losses, also where nothing moved at all. */
function strengthIndex(gain: number, loss: number): number {
  return loss === 0 ? 100 : (100 * gain) / (gain + loss);
}

/**
 * Wilder's relative strength index: averages of gains and losses, seeded with the mean of the first `period` changes.
 * A gap gives NaN and starts it anew.
 * @see J. Welles Wilder: New Concepts in Technical Trading Systems (1978)
 */
export class Rsi {
  private readonly period: number;
  private readonly weight: number;
  private readonly rest: number;
  private before = Number.NaN;
  private count = 0;
  private gain = 0;
  private loss = 0;

  constructor(period: number) {
    this.period = period;
    this.weight = 1 / period;
    this.rest = 1 - 1 / period;
  }

  next(x: number): number {
    const change = x - this.before;
    this.before = x;
    if (change - change !== 0) {
      this.count = 0;
      this.gain = 0;
      this.loss = 0;
      return Number.NaN;
    }
    const gain = gainOf(change);
    const loss = lossOf(change);
    if (this.count === this.period) {
      this.gain = gain * this.weight + this.gain * this.rest;
      this.loss = loss * this.weight + this.loss * this.rest;
      return strengthIndex(this.gain, this.loss);
    }
    this.count += 1;
    this.gain += gain;
    this.loss += loss;
    if (this.count < this.period) return Number.NaN;
    this.gain /= this.period;
    this.loss /= this.period;
    return strengthIndex(this.gain, this.loss);
  }
}

/**
 * Relative strength index of a column, 0 to 100.
 * @param out column of the length of x, not x itself
 * @param period integer >= 1; the first value is at row period
 */
export function rsiInto(out: Float64Array, x: Float64Array, period: number): void {
  const weight = 1 / period;
  const rest = 1 - weight;
  const length = out.length;
  let before = Number.NaN;
  let i = 0;
  while (i < length) {
    let gain = 0;
    let loss = 0;
    let count = 0;
    for (; i < length && count < period; i += 1) {
      const change = x[i] - before;
      before = x[i];
      out[i] = Number.NaN;
      if (change - change === 0) {
        gain += gainOf(change);
        loss += lossOf(change);
        count += 1;
      } else {
        gain = 0;
        loss = 0;
        count = 0;
      }
    }
    if (count < period) return;
    gain /= period;
    loss /= period;
    out[i - 1] = strengthIndex(gain, loss);
    for (; i < length; i += 1) {
      const change = x[i] - before;
      if (change - change !== 0) break;
      before = x[i];
      gain = gainOf(change) * weight + gain * rest;
      loss = lossOf(change) * weight + loss * rest;
      out[i] = strengthIndex(gain, loss);
    }
  }
}
