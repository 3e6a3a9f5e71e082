import { type CandleSeries, DatasetError } from '../engine/model/index.ts';
import { allocateColumns, createCandleSeries } from './candle-columns.ts';
import { DAY_MS, formatInterval } from './interval.ts';

export interface ResampleOptions {
  /** Keep a last candle whose bucket the series does not fill to its end; default false. */
  readonly keepPartial?: boolean;
}

/**
 * Joins candles into longer ones: first open, highest high, lowest low, last close, summed volume. Buckets are aligned
 * to 1970-01-01T00:00Z (so days are UTC days); a bucket with any candle becomes one, an empty one stays a gap.
 * @param series candles that each lie within one bucket
 * @param intervalMs a multiple of the series' interval that divides a day
 * @returns a new series; the same one when the interval is its own
 * @throws DatasetError `resample-interval`, `resample-straddles`
 */
export function resample(series: CandleSeries, intervalMs: number, options: ResampleOptions = {}): CandleSeries {
  const from = series.intervalMs;
  if (intervalMs === from) return series;
  if (!(intervalMs > from) || intervalMs % from !== 0 || DAY_MS % intervalMs !== 0) {
    const text =
      `Expected an interval that is a multiple of ${formatInterval(from)} (${series.symbol}) and divides a day, ` +
      `was ${formatInterval(intervalMs)}.`;
    throw new DatasetError('resample-interval', text, { symbol: series.symbol, intervalMs });
  }
  const { time, length } = series;
  const bucketOf = (i: number): number => Math.floor((time[i] as number) / intervalMs) * intervalMs;
  let buckets = 0;
  for (let i = 0; i < length; i++) {
    // A candle that ends after its bucket would show the bucket's readers a price from later.
    if ((time[i] as number) + from > bucketOf(i) + intervalMs) throw straddles(series, intervalMs, time[i] as number);
    if (i === 0 || bucketOf(i) !== bucketOf(i - 1)) buckets++;
  }
  const partial = length > 0 && (time[length - 1] as number) + from < bucketOf(length - 1) + intervalMs;
  const kept = partial && options.keepPartial !== true ? buckets - 1 : buckets;

  const out = allocateColumns(kept);
  let k = -1;
  for (let i = 0; i < length; i++) {
    if (i === 0 || bucketOf(i) !== bucketOf(i - 1)) {
      k++;
      if (k === kept) break;
      out.time[k] = bucketOf(i);
      out.open[k] = series.open[i] as number;
      out.high[k] = series.high[i] as number;
      out.low[k] = series.low[i] as number;
    }
    out.high[k] = Math.max(out.high[k] as number, series.high[i] as number);
    out.low[k] = Math.min(out.low[k] as number, series.low[i] as number);
    out.close[k] = series.close[i] as number;
    out.volume[k] = (out.volume[k] as number) + (series.volume[i] as number);
  }
  return createCandleSeries(series.symbol, intervalMs, out);
}

function straddles(series: CandleSeries, intervalMs: number, time: number): DatasetError {
  const text =
    `Expected candles of ${series.symbol} to lie within one bucket of ${formatInterval(intervalMs)}, was one at ` +
    `${new Date(time).toISOString()} that reaches into the next.`;
  return new DatasetError('resample-straddles', text, { symbol: series.symbol, time });
}
