import { Ema, emaInto } from './ema.ts';
import { trueRange, trueRangeInto } from './true-range.ts';

/** Wilder's average true range, in price units; seeded with the mean of the first `period` true ranges. */
export class Atr {
  private readonly average: Ema;
  private before = Number.NaN;

  constructor(period: number) {
    this.average = new Ema(period, 1 / period);
  }

  next(high: number, low: number, close: number): number {
    const range = trueRange(high, low, this.before);
    this.before = close;
    return this.average.next(range);
  }
}

/**
 * Average true range of candles.
 * @param out column of the length of the others, none of them itself
 * @param period integer >= 1; the first value is at row period
 */
export function atrInto(
  out: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): void {
  trueRangeInto(out, high, low, close);
  emaInto(out, out, period, 1 / period);
}
