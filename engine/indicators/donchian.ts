import { highestInto, lowestInto, RollingHighest, RollingLowest } from './rolling-extreme.ts';

/** Donchian channel: highest high and lowest low of the last `period` candles, this one included, and their middle. */
export class Donchian {
  private readonly highest: RollingHighest;
  private readonly lowest: RollingLowest;
  /** Values of the last `next`. */
  lower = Number.NaN;
  middle = Number.NaN;
  upper = Number.NaN;

  constructor(period: number) {
    this.highest = new RollingHighest(period);
    this.lowest = new RollingLowest(period);
  }

  next(high: number, low: number): void {
    this.upper = this.highest.next(high);
    this.lower = this.lowest.next(low);
    this.middle = (this.lower + this.upper) / 2;
  }
}

/**
 * Donchian channel of candles.
 * @param period integer >= 1; the first values are at row period - 1
 */
export function donchianInto(
  lower: Float64Array,
  middle: Float64Array,
  upper: Float64Array,
  high: Float64Array,
  low: Float64Array,
  period: number,
): void {
  highestInto(upper, high, period);
  lowestInto(lower, low, period);
  for (let i = 0; i < middle.length; i += 1) middle[i] = (lower[i] + upper[i]) / 2;
}
