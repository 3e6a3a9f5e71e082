import { log } from '../math/index.ts';

/** Least share of the squared returns that counts as noise: prices on one line would make t infinite. */
const LEAST_NOISE = 1e-12;

/**
 * How far the regression line of the last n log closes is from level, in standard errors.
 * The error is that of a random walk with the window's own volatility, not that of independent residuals: with the
 * latter a walk without any drift "trends" at |t| > 2 most of the time.
 * @see P. C. B. Phillips, Understanding Spurious Regressions in Econometrics, Journal of Econometrics 33 (1986)
 */
export class SlopeStatistic {
  private readonly n: number;
  /** Root of the sum of squares of the weights that returns have in the slope, times the spread of the indices. */
  private readonly weightNorm: number;
  /** Log closes, a ring; `anchor` is subtracted in the sums so that they stay small. */
  private readonly window: Float64Array;
  private at = 0;
  private count = 0;
  private anchor = 0;
  private sum = 0;
  private moment = 0;
  private squares = 0;
  private sinceRebuild = 0;

  /** @param n candles of the window, integer >= 3 */
  constructor(n: number) {
    this.n = n;
    this.window = new Float64Array(n);
    let squares = 0;
    for (let j = 1; j < n; j++) squares += ((j * (n - j)) / 2) * ((j * (n - j)) / 2);
    this.weightNorm = Math.sqrt(squares);
  }

  /**
   * Takes the next close.
   * @returns the t-statistic, positive in a rising market; NaN before n closes
   */
  next(close: number): number {
    const n = this.n;
    const value = log(close);
    if (this.count < n) {
      this.push(value);
      this.count++;
      if (this.count < n) return Number.NaN;
      this.rebuild();
    } else {
      const oldest = this.window[this.at];
      const second = this.window[this.at + 1 === n ? 0 : this.at + 1];
      const newest = this.window[this.at === 0 ? n - 1 : this.at - 1];
      this.push(value);
      this.sinceRebuild++;
      // Rounding of the updates is wiped out once a window, at the cost of one addition per candle.
      if (this.sinceRebuild >= n) this.rebuild();
      else {
        this.sum -= oldest - this.anchor;
        this.moment += (n - 1) * (value - this.anchor) - this.sum;
        this.sum += value - this.anchor;
        this.squares += (value - newest) * (value - newest) - (second - oldest) * (second - oldest);
      }
    }
    return this.statistic(value);
  }

  private push(value: number): void {
    this.window[this.at] = value;
    this.at = this.at + 1 === this.n ? 0 : this.at + 1;
  }

  /** Takes the sums of the whole window anew, around its oldest value. */
  private rebuild(): void {
    const n = this.n;
    this.anchor = this.window[this.at];
    this.sum = 0;
    this.moment = 0;
    this.squares = 0;
    this.sinceRebuild = 0;
    let before = this.anchor;
    for (let t = 0, k = this.at; t < n; t++, k = k + 1 === n ? 0 : k + 1) {
      const value = this.window[k];
      this.sum += value - this.anchor;
      this.moment += t * (value - this.anchor);
      this.squares += (value - before) * (value - before);
      before = value;
    }
  }

  private statistic(newest: number): number {
    const n = this.n;
    const covariance = this.moment - ((n - 1) / 2) * this.sum;
    const drift = newest - this.window[this.at];
    const noise = this.squares - (drift * drift) / (n - 1);
    const deviation = Math.sqrt(Math.max(noise, LEAST_NOISE * this.squares) / (n - 2));
    return deviation > 0 ? covariance / (deviation * this.weightNorm) : 0;
  }
}
