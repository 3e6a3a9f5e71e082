import { CompensatedSum } from '../../engine/math/index.ts';
import { type CandleSeries, DatasetError } from '../../engine/model/index.ts';
import type { SessionCalendar } from '../calendar/session-calendar.ts';
import { createCandleSeries } from '../candle-columns.ts';
import { createGrowingColumns } from '../growing-columns.ts';
import { DAY_MS, formatInterval, MONTH_MS } from '../interval.ts';
import { type Bucket, type Bucketing, createClockBuckets } from './bucketing.ts';
import type { WeekStart } from './period.ts';
import { createIntradayBuckets, createSessionBuckets } from './session-buckets.ts';

export interface ResampleOptions {
  /** Keep a first or last candle whose bucket the series does not span; default false. */
  readonly keepPartial?: boolean;
  /** Sessions to build days, weeks and months of, and to count shorter intervals from; default: none, UTC throughout. */
  readonly calendar?: SessionCalendar;
  /** Day that weeks begin on; default Monday. */
  readonly weekStart?: WeekStart;
}

/** What became of the first and the last bucket: one that the series does not span is partial or dropped. */
export type BucketEnd = 'complete' | 'partial' | 'dropped';

/** Longer candles, and what they were made of. */
export interface ResampledCandles {
  readonly series: CandleSeries;
  /** Candles joined into each. */
  readonly counts: Int32Array;
  readonly first: BucketEnd;
  readonly last: BucketEnd;
  /** Candles left out because they lie outside of all sessions. */
  readonly outside: number;
}

/**
 * Joins candles into longer ones: first open, highest high, lowest low, last close, summed volume. A bucket with any
 * candle becomes one, an empty one stays a gap.
 * @param series candles that each lie within one bucket
 * @param intervalMs a multiple of the series' interval; MONTH_MS means calendar months. Without a calendar buckets are
 *   counted from 1970-01-01T00:00Z and weeks begin on Mondays. With one, days and longer are made of whole sessions and
 *   stamped 00:00 UTC of their first date; what divides a day is counted from the opening of each session.
 * @returns a new series; the same one when the interval is its own
 * @throws DatasetError `resample-interval`, `resample-straddles`
 * @example
 * const [hours] = createSyntheticMarket({ candles: 48, missing: 0 }).series;
 * resample(hours, parseInterval('1d'), { calendar: findCalendar('24/7') }).length; // 2
 */
export function resample(series: CandleSeries, intervalMs: number, options: ResampleOptions = {}): CandleSeries {
  return resampleInDetail(series, intervalMs, options).series;
}

/**
 * Does what resample does, and tells what the candles were made of.
 * @throws DatasetError as resample does
 */
export function resampleInDetail(
  series: CandleSeries,
  intervalMs: number,
  options: ResampleOptions = {},
): ResampledCandles {
  const { time, length, intervalMs: own } = series;
  if (intervalMs === own) {
    return { series, counts: new Int32Array(length).fill(1), first: 'complete', last: 'complete', outside: 0 };
  }
  const bucketing = createBucketing(series, intervalMs, options);
  const keepPartial = options.keepPartial === true;
  const [begin] = length === 0 ? [0] : bucketing.spanOf(time[0] as number);
  const [, end] = length === 0 ? [0, 0] : bucketing.spanOf(time[length - 1] as number);
  const rows = createGrowingColumns();
  const counts: number[] = [];
  const volume = new CompensatedSum();
  const ends: { first: BucketEnd; last: BucketEnd } = { first: 'complete', last: 'complete' };
  let bucket: Bucket | null = null;
  let from = 0;
  let high = 0;
  let low = 0;
  let to = 0;
  let count = 0;
  let outside = 0;

  const finish = (last: boolean): void => {
    if (bucket === null) return;
    const startsEarly = bucket.opens < begin;
    const endsLate = last && bucket.closes > end;
    if (startsEarly) ends.first = keepPartial ? 'partial' : 'dropped';
    if (endsLate) ends.last = keepPartial ? 'partial' : 'dropped';
    if (!keepPartial && (startsEarly || endsLate)) return;
    rows.push(bucket.stamp, series.open[from] as number, high, low, series.close[to] as number, volume.value);
    counts.push(count);
  };

  for (let i = 0; i < length; i++) {
    const at = time[i] as number;
    const next = bucketing.bucketOf(at);
    if (next === null) {
      outside++;
      continue;
    }
    // A candle that ends after its bucket would show the bucket's readers a price from later.
    if (at + own > next.limit) throw straddles(series, intervalMs, at);
    if (next !== bucket) {
      finish(false);
      bucket = next;
      from = i;
      high = series.high[i] as number;
      low = series.low[i] as number;
      volume.reset();
      count = 0;
    } else {
      high = Math.max(high, series.high[i] as number);
      low = Math.min(low, series.low[i] as number);
    }
    to = i;
    volume.add(series.volume[i] as number);
    count++;
  }
  finish(true);
  const joined = createCandleSeries(series.symbol, intervalMs, rows.finish());
  return { series: joined, counts: Int32Array.from(counts), ...ends, outside };
}

function createBucketing(series: CandleSeries, intervalMs: number, options: ResampleOptions): Bucketing {
  const { calendar, weekStart = 'monday' } = options;
  const { intervalMs: own, symbol } = series;
  const refuse = (expected: string): DatasetError => {
    const text = `Expected ${expected}, was ${formatInterval(own)} to ${formatInterval(intervalMs)} (${symbol}).`;
    return new DatasetError('resample-interval', text, { symbol, intervalMs });
  };
  if (own === MONTH_MS) throw refuse('candles shorter than a month, because months differ in length');
  if (intervalMs === MONTH_MS) {
    if (DAY_MS % own !== 0) throw refuse('months to be made of candles whose interval divides a day');
  } else if (!(intervalMs > own) || intervalMs % own !== 0)
    throw refuse('an interval that is a multiple of the own one');
  if (calendar === undefined || calendar.name === '24/7') return createClockBuckets(series, intervalMs, weekStart);
  if (own > DAY_MS || (intervalMs > DAY_MS ? intervalMs % DAY_MS : DAY_MS % intervalMs) !== 0) {
    throw refuse(`sessions of ${calendar.name} to be cut into parts of a day or joined to whole days`);
  }
  return intervalMs < DAY_MS
    ? createIntradayBuckets(series, intervalMs, calendar)
    : createSessionBuckets(series, intervalMs, calendar, weekStart);
}

function straddles(series: CandleSeries, intervalMs: number, time: number): DatasetError {
  const text =
    `Expected candles of ${series.symbol} to lie within one bucket of ${formatInterval(intervalMs)}, was one at ` +
    `${new Date(time).toISOString()} that reaches into the next.`;
  return new DatasetError('resample-straddles', text, { symbol: series.symbol, time });
}
