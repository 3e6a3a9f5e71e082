import type { CandleSeries } from '../../engine/model/index.ts';
import { findGrid } from '../calendar/grid.ts';
import type { Session, SessionCalendar } from '../calendar/session-calendar.ts';
import { createSessionCursor, sessionEndingAfter, sessionOfDaily } from '../calendar/session-walk.ts';
import { DAY_MS } from '../interval.ts';
import type { Bucket, Bucketing } from './bucketing.ts';
import { createPeriods, type WeekStart } from './period.ts';

/**
 * Buckets of less than a day, counted from the first candle of each session; the last one ends with its session.
 * @param series candles of less than a day
 */
export function createIntradayBuckets(series: CandleSeries, intervalMs: number, calendar: SessionCalendar): Bucketing {
  const own = series.intervalMs;
  const grid = findGrid(series, calendar);
  const sessionAt = createSessionCursor(calendar);
  let current: Bucket = { stamp: Number.NaN, opens: 0, closes: 0, limit: 0 };
  return {
    bucketOf(time) {
      const session = sessionAt(time);
      if (session.open >= time + own) return null;
      const first = grid.firstOpen(session);
      const stamp = first + Math.floor((time - first) / intervalMs) * intervalMs;
      if (stamp !== current.stamp) {
        const limit = stamp + intervalMs;
        current = { stamp, opens: Math.max(stamp, session.open), closes: Math.min(limit, session.close), limit };
      }
      return current;
    },
    spanOf: (time) => [time, time + own],
  };
}

/**
 * Buckets of whole days: all sessions whose date lies in one period. They are stamped 00:00 UTC of the period's first
 * date, whether that has a session or not.
 * @param series candles of a day or less
 */
export function createSessionBuckets(
  series: CandleSeries,
  intervalMs: number,
  calendar: SessionCalendar,
  weekStart: WeekStart,
): Bucketing {
  const own = series.intervalMs;
  const daily = own === DAY_MS;
  const periodOf = createPeriods(intervalMs, weekStart);
  const sessionAt = createSessionCursor(calendar);
  let current: Bucket = { stamp: Number.NaN, opens: 0, closes: 0, limit: 0 };

  const sessionOf = (time: number): Session | null => {
    if (daily) return sessionOfDaily(calendar, time);
    const session = sessionAt(time);
    return session.open < time + own ? session : null;
  };

  return {
    bucketOf(time) {
      const session = sessionOf(time);
      if (session === null) return null;
      const { start, end } = periodOf(session.day);
      if (start !== current.stamp) current = bucketOfPeriod(calendar, start, end, daily);
      return current;
    },
    spanOf(time) {
      const session = daily ? sessionOf(time) : null;
      return session === null ? [time, time + own] : [session.open, session.close];
    },
  };
}

/** @param daily candles belong to their date, so that none can reach into another bucket */
function bucketOfPeriod(calendar: SessionCalendar, start: number, end: number, daily: boolean): Bucket {
  const sessions: Session[] = [];
  for (let day = start; day < end; day += DAY_MS) {
    const session = calendar.sessionOn(day);
    if (session !== null) sessions.push(session);
  }
  // The candle that was just placed belongs to a session of this period.
  const opens = sessions[0]?.open ?? start;
  const closes = sessions.at(-1)?.close ?? end;
  return { stamp: start, opens, closes, limit: daily ? Infinity : sessionEndingAfter(calendar, closes).open };
}
