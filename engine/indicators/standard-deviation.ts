import { RollingDeviation, rollingDeviationInto } from './rolling-deviation.ts';

/** Standard deviation of the last `period` values, of the population (divisor `period`), as in Bollinger's bands. */
export class StandardDeviation {
  private readonly deviation: RollingDeviation;
  private readonly inverse: number;

  constructor(period: number) {
    this.deviation = new RollingDeviation(period);
    this.inverse = 1 / period;
  }

  next(x: number): number {
    return Math.sqrt(this.deviation.next(x) * this.inverse);
  }
}

/**
 * Standard deviation of a column, of the population.
 * @param period integer >= 1; the first value is at row period - 1
 */
export function standardDeviationInto(out: Float64Array, x: Float64Array, period: number): void {
  rollingDeviationInto(out, out, x, period);
  const inverse = 1 / period;
  for (let i = 0; i < out.length; i += 1) out[i] = Math.sqrt(out[i] * inverse);
}
