import type { CandleSeries } from '../../engine/model/index.ts';
import type { Session, SessionCalendar } from './session-calendar.ts';
import { createSessionCursor } from './session-walk.ts';

const HOUR_MS = 3_600_000;

/** Where the candles of a series open within a session. */
export interface SessionGrid {
  /** The open time that a session's first candle has: at the session's opening, or before it and reaching into it. */
  firstOpen(session: Session): number;
}

/**
 * Finds the grid of intraday candles: one counted from 1970, as most exchanges do it, or one counted from each session's
 * opening, whichever more candles are on. Up to an hour the two are the same, because clocks change by whole hours.
 * @param series candles of less than a day
 */
export function findGrid(series: CandleSeries, calendar: SessionCalendar): SessionGrid {
  const { time, intervalMs } = series;
  const fixed = mostFrequent(time, (at) => modulo(at, intervalMs));
  const onFixed: SessionGrid = {
    firstOpen: ({ open }) => Math.floor((open - fixed.value) / intervalMs) * intervalMs + fixed.value,
  };
  if (intervalMs <= HOUR_MS) return onFixed;
  const sessionAt = createSessionCursor(calendar);
  const counted = mostFrequent(time, (at) => {
    const { open, close } = sessionAt(at);
    return at < close && at + intervalMs > open ? modulo(at - open, intervalMs) : null;
  });
  if (counted.count <= fixed.count) return onFixed;
  const before = counted.value === 0 ? 0 : intervalMs;
  return { firstOpen: ({ open }) => open + counted.value - before };
}

/** The value most often computed, and how often; of two the first to come. */
function mostFrequent(
  time: Float64Array,
  compute: (at: number) => number | null,
): { readonly value: number; readonly count: number } {
  const counts = new Map<number, number>();
  for (const at of time) {
    const value = compute(at);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  let best = { value: 0, count: 0 };
  for (const [value, count] of counts) if (count > best.count) best = { value, count };
  return best;
}

/** Remainder that is never negative. */
export function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
