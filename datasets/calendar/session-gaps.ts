import type { CandleSeries } from '../../engine/model/index.ts';
import { DAY_MS, MONTH_MS } from '../interval.ts';
import { civilDate } from './civil-day.ts';
import { findGrid } from './grid.ts';
import type { SessionCalendar } from './session-calendar.ts';
import { sessionOfDaily, sessionsBetween } from './session-walk.ts';

/** Candles missing in a row. */
export interface Gap {
  /** Open times of the candles before and after it, epoch ms. */
  readonly after: number;
  readonly before: number;
  /** Candles missing between them. */
  readonly missing: number;
}

/** What a calendar says about the candles of a series, from its first to its last. */
export interface SessionGaps {
  /** Candles there should be. */
  readonly expected: number;
  readonly missing: number;
  readonly gaps: readonly Gap[];
  /** The first of the longest; null without gaps. */
  readonly longest: Gap | null;
  /** Candles that the calendar does not know: outside of sessions, or off the grid of the others. */
  readonly unexpected: number;
  /** Open times of the first few of them, epoch ms. */
  readonly firstUnexpected: readonly number[];
}

const SHOWN = 5;

/**
 * Compares candles with a calendar. Around the clock, and for candles longer than a day, every step longer than the
 * interval is a gap; else one candle is expected for each step of the grid that overlaps a session, and one for each
 * session from daily candles.
 * @param series at least one candle
 */
export function findGaps(series: CandleSeries, calendar: SessionCalendar): SessionGaps {
  const { intervalMs } = series;
  if (calendar.name === '24/7' || intervalMs > DAY_MS) return gapsOfSteps(series);
  return intervalMs === DAY_MS ? gapsOfSessions(series, calendar) : gapsWithinSessions(series, calendar);
}

function gapsOfSteps({ time, intervalMs, length }: CandleSeries): SessionGaps {
  const gaps: Gap[] = [];
  for (let i = 1; i < length; i++) {
    const after = time[i - 1] as number;
    const before = time[i] as number;
    const missing =
      intervalMs === MONTH_MS ? monthOf(before) - monthOf(after) - 1 : missingIn(before - after, intervalMs);
    if (missing > 0) gaps.push({ after, before, missing });
  }
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
  return { expected: length + missing, missing, gaps, longest: longestOf(gaps), unexpected: 0, firstUnexpected: [] };
}

function missingIn(step: number, intervalMs: number): number {
  return step > intervalMs ? Math.max(1, Math.round(step / intervalMs) - 1) : 0;
}

function monthOf(time: number): number {
  const { year, month } = civilDate(time);
  return 12 * year + month;
}

function gapsOfSessions(series: CandleSeries, calendar: SessionCalendar): SessionGaps {
  const { time, length } = series;
  const days = new Float64Array(length);
  for (let i = 0; i < length; i++) days[i] = sessionOfDaily(calendar, time[i] as number)?.day ?? Number.NaN;
  const known = days.filter((day) => !Number.isNaN(day));
  const first = known[0] ?? 0;
  const last = known.at(-1) ?? -1;
  return compare(series, days, expectedDays(calendar, first, last));
}

function* expectedDays(calendar: SessionCalendar, first: number, last: number): Generator<number> {
  for (let day = first; day <= last; day += DAY_MS) if (calendar.sessionOn(day) !== null) yield day;
}

function gapsWithinSessions(series: CandleSeries, calendar: SessionCalendar): SessionGaps {
  return compare(series, series.time, expectedOpens(series, calendar));
}

function* expectedOpens(series: CandleSeries, calendar: SessionCalendar): Generator<number> {
  const { time, intervalMs, length } = series;
  const grid = findGrid(series, calendar);
  const first = time[0] as number;
  const last = time[length - 1] as number;
  let previous = Number.NEGATIVE_INFINITY;
  for (const session of sessionsBetween(calendar, first, last + intervalMs)) {
    for (let at = grid.firstOpen(session); at < session.close && at <= last; at += intervalMs) {
      // Sessions that touch may share a candle.
      if (at >= first && at > previous) yield at;
      previous = Math.max(previous, at);
    }
  }
}

/**
 * Walks what is there and what is expected side by side.
 * @param keys what each candle is known by, ascending; NaN where the calendar does not know it
 * @param expected ascending
 */
function compare(series: CandleSeries, keys: Float64Array, expected: Iterable<number>): SessionGaps {
  const { time, length } = series;
  const gaps: Gap[] = [];
  const firstUnexpected: number[] = [];
  let found = 0;
  let unexpected = 0;
  let missing = 0;
  let open = 0;
  let last = Number.NaN;
  let i = 0;
  const skip = (): void => {
    unexpected++;
    if (firstUnexpected.length < SHOWN) firstUnexpected.push(time[i] as number);
    i++;
  };
  for (const key of expected) {
    while (i < length && !((keys[i] as number) >= key)) skip();
    if (keys[i] !== key) {
      // What is missing before the first candle that fits is no gap of this series.
      if (found > 0) open++;
      continue;
    }
    if (open > 0) gaps.push({ after: last, before: time[i] as number, missing: open });
    missing += open;
    open = 0;
    last = time[i] as number;
    found++;
    i++;
  }
  while (i < length) skip();
  return { expected: found + missing, missing, gaps, longest: longestOf(gaps), unexpected, firstUnexpected };
}

function longestOf(gaps: readonly Gap[]): Gap | null {
  let longest: Gap | null = null;
  for (const gap of gaps) if (gap.missing > (longest?.missing ?? 0)) longest = gap;
  return longest;
}
