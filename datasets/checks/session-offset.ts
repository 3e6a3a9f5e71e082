import type { CandleSeries } from '../../engine/model/index.ts';
import { mostFrequent } from '../calendar/grid.ts';
import type { Session, SessionCalendar } from '../calendar/session-calendar.ts';
import { sessionsBetween } from '../calendar/session-walk.ts';
import { zoneOffsetMs } from '../calendar/time-zone.ts';
import { DAY_MS } from '../interval.ts';

const HOUR_MS = 3_600_000;
/** A pause longer than this separates sessions, if the interval is not longer. */
const PAUSE_MS = 4 * HOUR_MS;
/** Openings that are compared at least, in winter and in summer. */
const LEAST_OPENINGS = 4;
const WEEK_MS = 7 * DAY_MS;

/** How far sessions open from where a calendar says, in the half year of each clock. */
export interface SessionOffset {
  /** Whole hours that most openings are late (early: negative); null with too few of them. */
  readonly winter: number | null;
  readonly summer: number | null;
  /** Openings that were compared. */
  readonly openings: number;
  /** Time of the first one that is off, epoch ms; null when none is. */
  readonly first: number | null;
}

/**
 * Compares the openings of candles after a pause with the openings of a calendar.
 * @param series candles of less than a day
 * @param calendar one that closes
 */
export function measureSessionOffset(series: CandleSeries, calendar: SessionCalendar): SessionOffset {
  const { time, length, intervalMs } = series;
  const expected = openingsOf(calendar, time[0] as number, time[length - 1] as number);
  const pause = Math.max(PAUSE_MS, 2 * intervalMs);
  const [winter, summer]: [number[], number[]] = [[], []];
  let first: number | null = null;
  let k = 0;
  for (let i = 1; i < length; i++) {
    const now = time[i] as number;
    if (now - (time[i - 1] as number) <= pause) continue;
    while (k + 1 < expected.length && nearer(expected[k + 1] as number, expected[k] as number, now)) k++;
    const distance = now - (expected[k] as number);
    // The first candle may open before the session and reach into it; days without an opening tell nothing.
    if (Math.abs(distance) > DAY_MS / 2) continue;
    const hours = distance > -intervalMs && distance <= 0 ? 0 : Math.round(distance / HOUR_MS);
    if (hours !== 0) first ??= now;
    (isSummer(calendar.zone, now) ? summer : winter).push(hours);
  }
  return { winter: usual(winter), summer: usual(summer), openings: winter.length + summer.length, first };
}

/** Openings after a pause, in order, with some before and after the span. */
function openingsOf(calendar: SessionCalendar, from: number, to: number): number[] {
  const openings: number[] = [];
  let previous: Session | null = null;
  for (const session of sessionsBetween(calendar, from - WEEK_MS, to + WEEK_MS)) {
    if (previous !== null && session.open > previous.close) openings.push(session.open);
    previous = session;
  }
  return openings;
}

function nearer(a: number, b: number, to: number): boolean {
  return Math.abs(a - to) < Math.abs(b - to);
}

/** Whether a zone's clock is ahead of what it shows half a year away. */
function isSummer(zone: string, at: number): boolean {
  return (
    zoneOffsetMs(zone, at) > Math.min(zoneOffsetMs(zone, at - 182 * DAY_MS), zoneOffsetMs(zone, at + 182 * DAY_MS))
  );
}

function usual(hours: readonly number[]): number | null {
  if (hours.length < LEAST_OPENINGS) return null;
  const { value, count } = mostFrequent(hours, (hour) => hour);
  return count > hours.length / 2 ? value : null;
}
