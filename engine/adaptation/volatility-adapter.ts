import { exp, log } from '../math/index.ts';
import type { CandleSeries } from '../model/index.ts';

export interface VolatilityOptions {
  /** `ewma`: from log returns of closes. `parkinson`: from the range of each candle. */
  readonly kind: 'ewma' | 'parkinson';
  /** Candles after which a candle counts half. */
  readonly halfLife: number;
}

/** Range of log prices to variance: E[ln(high/low)^2] = 4 ln 2 times the variance of a driftless walk. */
const RANGE_TO_VARIANCE = 1 / (4 * Math.LN2);

/**
 * Annualised volatility of one instrument, candle by candle: an exponentially weighted mean of squared log returns
 * (about zero, as drift is small within a candle) or of squared log ranges. Weights of the candles so far add up to
 * 1, so the first estimates lean on nothing; they are given from `halfLife` candles on, NaN before.
 * @see M. Parkinson, The Extreme Value Method for Estimating the Variance of the Rate of Return, Journal of Business 53 (1980)
 */
export class VolatilityAdapter {
  private readonly parkinson: boolean;
  private readonly needed: number;
  private readonly keep: number;
  private readonly periodsPerYear: number;
  private sum = 0;
  private weight = 0;
  private count = 0;
  private close = Number.NaN;

  /** @param periodsPerYear candles in a year */
  constructor(options: VolatilityOptions, periodsPerYear: number) {
    this.parkinson = options.kind === 'parkinson';
    this.needed = options.halfLife;
    this.keep = exp(-Math.LN2 / options.halfLife);
    this.periodsPerYear = periodsPerYear;
  }

  /**
   * Takes the next closed candle; one whose prices are no numbers is passed over.
   * @returns annualised volatility as a fraction, NaN while candles are too few
   */
  next(_open: number, high: number, low: number, close: number): number {
    const move = log(this.parkinson ? high / low : close / this.close);
    if (close - close === 0) this.close = close;
    if (move - move === 0) {
      const square = this.parkinson ? move * move * RANGE_TO_VARIANCE : move * move;
      this.sum = square + this.keep * (this.sum - square);
      this.weight = 1 + this.keep * (this.weight - 1);
      this.count++;
    }
    return this.count < this.needed ? Number.NaN : Math.sqrt((this.sum / this.weight) * this.periodsPerYear);
  }
}

/**
 * Annualised volatility at the close of every candle.
 * @param periodsPerYear candles in a year
 * @returns fractions by row, NaN while candles are too few
 */
export function volatilityColumn(
  series: CandleSeries,
  options: VolatilityOptions,
  periodsPerYear: number,
): Float64Array {
  const { open, high, low, close, length } = series;
  const adapter = new VolatilityAdapter(options, periodsPerYear);
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) out[i] = adapter.next(open[i], high[i], low[i], close[i]);
  return out;
}
