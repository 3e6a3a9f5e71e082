import type { CandleSeries } from '../../engine/model/index.ts';
import type { Session, SessionCalendar } from './session-calendar.ts';
import { createSessionCursor } from './session-walk.ts';

const HOUR_MS = 3_600_000;

/** Where the candles of a series open within a session. */
export interface SessionGrid {
  /** The open time that a session's first candle has: at the session's opening, or before it and reaching into it. */
  firstOpen(session: Session): number;
  /** Whether an open time lies on the grid; ascending times are asked for. */
  isOn(time: number): boolean;
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
    isOn: (at) => modulo(at, intervalMs) === fixed.value,
  };
  if (intervalMs <= HOUR_MS) return onFixed;
  const phaseIn = (sessionAt: (time: number) => Session, at: number): number | null => {
    const { open } = sessionAt(at);
    return at + intervalMs > open ? modulo(at - open, intervalMs) : null;
  };
  const walk = createSessionCursor(calendar);
  const counted = mostFrequent(time, (at) => phaseIn(walk, at));
  if (counted.count <= fixed.count) return onFixed;
  const before = counted.value === 0 ? 0 : intervalMs;
  const again = createSessionCursor(calendar);
  return {
    firstOpen: ({ open }) => open + counted.value - before,
    isOn: (at) => phaseIn(again, at) === counted.value,
  };
}

/** The value most often computed, and how often; of two the first to come. */
export function mostFrequent(
  items: ArrayLike<number>,
  compute: (item: number) => number | null,
): { readonly value: number; readonly count: number } {
  const counts = new Map<number, number>();
  // Runs of one value are counted outside the map: almost all candles are on one grid.
  let current = 0;
  let run = 0;
  for (let i = 0; i < items.length; i++) {
    const value = compute(items[i] as number);
    if (value === null) continue;
    if (value === current) {
      run++;
      continue;
    }
    if (run > 0) counts.set(current, (counts.get(current) ?? 0) + run);
    current = value;
    run = 1;
  }
  if (run > 0) counts.set(current, (counts.get(current) ?? 0) + run);
  let best = { value: 0, count: 0 };
  for (const [value, count] of counts) if (count > best.count) best = { value, count };
  return best;
}

/** Remainder that is never negative. */
export function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
