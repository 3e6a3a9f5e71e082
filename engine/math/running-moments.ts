/**
 * Mean and central moments of a stream in one pass, without the cancellation of sums of powers.
 * @see Pébay, Formulas for robust, one-pass parallel computation of covariances and statistical moments (2008)
 */
export class RunningMoments {
  private seen = 0;
  private center = 0;
  private m2 = 0;
  private m3 = 0;
  private m4 = 0;

  push(x: number): void {
    const before = this.seen;
    const n = before + 1;
    const delta = x - this.center;
    const step = delta / n;
    const square = step * step;
    const term = delta * step * before;
    this.m4 += term * square * (n * n - 3 * n + 3) + 6 * square * this.m2 - 4 * step * this.m3;
    this.m3 += term * step * (n - 2) - 3 * step * this.m2;
    this.m2 += term;
    this.center += step;
    this.seen = n;
  }

  reset(): void {
    this.seen = 0;
    this.center = 0;
    this.m2 = 0;
    this.m3 = 0;
    this.m4 = 0;
  }

  get count(): number {
    return this.seen;
  }

  /** NaN before the first value. */
  get mean(): number {
    return this.seen > 0 ? this.center : Number.NaN;
  }

  /**
   * Sum of squared deviations over count - ddof.
   * @param ddof 1 for the sample variance, 0 for the population's
   * @returns NaN with too few values
   */
  variance(ddof: 0 | 1 = 1): number {
    return this.seen > ddof ? this.m2 / (this.seen - ddof) : Number.NaN;
  }

  /** Square root of the variance. */
  deviation(ddof: 0 | 1 = 1): number {
    return Math.sqrt(this.variance(ddof));
  }

  /** Population skewness m3 / m2^1.5; NaN where all values are equal. */
  get skew(): number {
    return (Math.sqrt(this.seen) * this.m3) / (this.m2 * Math.sqrt(this.m2));
  }

  /** Raw population kurtosis m4 / m2^2 (3 for a normal distribution); NaN where all values are equal. */
  get kurtosis(): number {
    return (this.seen * this.m4) / (this.m2 * this.m2);
  }
}
