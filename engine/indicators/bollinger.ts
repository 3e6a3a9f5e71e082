import { RollingDeviation, rollingDeviationInto } from './rolling-deviation.ts';

/** Bollinger bands: the simple average, and `width` population deviations around it. */
export class Bollinger {
  private readonly deviation: RollingDeviation;
  private readonly inverse: number;
  private readonly width: number;
  /** Values of the last `next`. */
  lower = Number.NaN;
  middle = Number.NaN;
  upper = Number.NaN;

  constructor(period: number, width: number) {
    this.deviation = new RollingDeviation(period);
    this.inverse = 1 / period;
    this.width = width;
  }

  next(x: number): void {
    const reach = this.width * Math.sqrt(this.deviation.next(x) * this.inverse);
    this.middle = this.deviation.mean;
    this.lower = this.middle - reach;
    this.upper = this.middle + reach;
  }
}

/**
 * Bollinger bands of a column.
 * @param period integer >= 1; the first values are at row period - 1
 * @param width in population standard deviations
 */
export function bollingerInto(
  lower: Float64Array,
  middle: Float64Array,
  upper: Float64Array,
  x: Float64Array,
  period: number,
  width: number,
): void {
  rollingDeviationInto(upper, middle, x, period);
  const inverse = 1 / period;
  for (let i = 0; i < middle.length; i += 1) {
    const reach = width * Math.sqrt(upper[i] * inverse);
    lower[i] = middle[i] - reach;
    upper[i] = middle[i] + reach;
  }
}
