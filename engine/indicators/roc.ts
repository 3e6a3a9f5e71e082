/** Change over `period` rows in percent. */
export class Roc {
  private readonly window: Float64Array;
  private at = 0;

  constructor(period: number) {
    this.window = new Float64Array(period).fill(Number.NaN);
  }

  next(x: number): number {
    const before = this.window[this.at];
    this.window[this.at] = x;
    this.at = this.at + 1 === this.window.length ? 0 : this.at + 1;
    return change(before, x);
  }
}

function change(before: number, x: number): number {
  const value = (100 * (x - before)) / before;
  return value - value === 0 ? value : Number.NaN;
}

/**
 * Rate of change of a column, in percent; NaN where the value before is 0.
 * @param out column of the length of x, not x itself
 * @param period integer >= 1; the first value is at row period
 */
export function rocInto(out: Float64Array, x: Float64Array, period: number): void {
  const start = Math.min(period, out.length);
  out.fill(Number.NaN, 0, start);
  for (let i = start; i < out.length; i += 1) out[i] = change(x[i - period], x[i]);
}
