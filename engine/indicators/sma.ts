/**
 * Simple moving average over a compensated running sum: what rounding takes from the sum, and from the difference of
 * entering and leaving value, is carried along, so that no error builds up. A gap (a value that is not finite) gives
 * NaN and starts it anew.
 * @see A. Neumaier: Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54 (1974)
 */
export class Sma {
  private readonly period: number;
  private readonly window: Float64Array;
  private count = 0;
  private at = 0;
  private sum = 0;
  private lost = 0;

  constructor(period: number) {
    this.period = period;
    this.window = new Float64Array(period);
  }

  next(x: number): number {
    if (x - x !== 0) {
      this.count = 0;
      this.sum = 0;
      this.lost = 0;
      return Number.NaN;
    }
    const full = this.count === this.period;
    const leaving = full ? this.window[this.at] : 0;
    this.window[this.at] = x;
    this.at = this.at + 1 === this.period ? 0 : this.at + 1;
    if (!full) this.count += 1;
    const step = x - leaving;
    const left = x - step;
    const stepLost = x - (step + left) + (left - leaving);
    const sum = this.sum + step;
    const rounded = sum - this.sum;
    this.lost += this.sum - (sum - rounded) + (step - rounded) + stepLost;
    this.sum = sum;
    return this.count === this.period ? (sum + this.lost) / this.period : Number.NaN;
  }
}

/**
 * Simple moving average of a column.
 * @param out column of the length of x, not x itself
 * @param period integer >= 1; the first value is at row period - 1
 */
export function smaInto(out: Float64Array, x: Float64Array, period: number): void {
  const length = out.length;
  let i = 0;
  while (i < length) {
    let sum = 0;
    let lost = 0;
    let count = 0;
    for (; i < length && count < period; i += 1) {
      const entering = x[i];
      out[i] = Number.NaN;
      if (entering - entering !== 0) {
        sum = 0;
        lost = 0;
        count = 0;
        continue;
      }
      const next = sum + entering;
      const rounded = next - sum;
      lost += sum - (next - rounded) + (entering - rounded);
      sum = next;
      count += 1;
    }
    if (count < period) return;
    out[i - 1] = (sum + lost) / period;
    for (; i < length; i += 1) {
      const entering = x[i];
      if (entering - entering !== 0) break;
      const leaving = x[i - period];
      const step = entering - leaving;
      const left = entering - step;
      const stepLost = entering - (step + left) + (left - leaving);
      const next = sum + step;
      const rounded = next - sum;
      lost += sum - (next - rounded) + (step - rounded) + stepLost;
      sum = next;
      out[i] = (sum + lost) / period;
    }
  }
}
