import { highestInto, lowestInto, RollingHighest, RollingLowest } from './rolling-extreme.ts';
import { Sma, smaInto } from './sma.ts';

/** Where the close lies in the range of the last `period` candles, 0 to 100 (50 without a range), and its average. */
export class Stochastic {
  private readonly highest: RollingHighest;
  private readonly lowest: RollingLowest;
  private readonly smooth: Sma;
  /** Values of the last `next`. */
  k = Number.NaN;
  d = Number.NaN;

  constructor(period: number, smooth: number) {
    this.highest = new RollingHighest(period);
    this.lowest = new RollingLowest(period);
    this.smooth = new Sma(smooth);
  }

  next(high: number, low: number, close: number): void {
    const top = this.highest.next(high);
    const bottom = this.lowest.next(low);
    const range = top - bottom;
    this.k = range === 0 ? 50 : (100 * (close - bottom)) / range;
    this.d = this.smooth.next(this.k);
  }
}

/**
 * Stochastic oscillator of candles.
 * @param period integer >= 1; k starts at row period - 1
 * @param smooth integer >= 1; d, the simple average of k, starts smooth - 1 rows later
 */
export function stochasticInto(
  k: Float64Array,
  d: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  smooth: number,
): void {
  highestInto(k, high, period);
  lowestInto(d, low, period);
  for (let i = 0; i < k.length; i += 1) {
    const range = k[i] - d[i];
    k[i] = range === 0 ? 50 : (100 * (close[i] - d[i])) / range;
  }
  smaInto(d, k, smooth);
}
