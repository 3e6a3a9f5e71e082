/** Which candles are joined into one. */
import type { CandleSeries } from '../../engine/model/index.ts';
import { createPeriods, type WeekStart } from './period.ts';

/** A stretch of time whose candles become one. */
export interface Bucket {
  /** Open time of the candle that it becomes, epoch ms. */
  readonly stamp: number;
  /** First instant of trading in it. */
  readonly opens: number;
  /** First instant after its trading. */
  readonly closes: number;
  /** No candle in it may end later than this. */
  readonly limit: number;
}

/** Cuts a series into buckets; times are asked for in ascending order. */
export interface Bucketing {
  /** The bucket of a candle, the same object for all candles in it; null for one outside of all sessions. */
  bucketOf(time: number): Bucket | null;
  /** The trading that a candle stands for, as first instant and first instant after. */
  spanOf(time: number): readonly [number, number];
}

/** Buckets of a market that never closes. */
export function createClockBuckets(series: CandleSeries, intervalMs: number, weekStart: WeekStart): Bucketing {
  const periodOf = createPeriods(intervalMs, weekStart);
  let current: Bucket = { stamp: Number.NaN, opens: 0, closes: 0, limit: 0 };
  return {
    bucketOf(time) {
      const { start, end } = periodOf(time);
      if (start !== current.stamp) current = { stamp: start, opens: start, closes: end, limit: end };
      return current;
    },
    spanOf: (time) => [time, time + series.intervalMs],
  };
}
