import { lowerBound } from '../../engine/math/index.ts';
import type { CandleSeries } from '../../engine/model/index.ts';
import { dayOf } from '../calendar/civil-day.ts';
import { zoneOffsetMs } from '../calendar/time-zone.ts';
import { DAY_MS } from '../interval.ts';

const HOUR_MS = 3_600_000;

/** Zones whose clocks change, with the rules of most of the markets there are. */
export const CHANGING_ZONES = ['America/New_York', 'Europe/London', 'Europe/Berlin', 'Australia/Sydney'] as const;

/** An hour that the clocks of a zone skipped. */
export interface SkippedHour {
  readonly zone: string;
  /** What the clock would have shown at its begin, written as if it were UTC, epoch ms. */
  readonly wallTime: number;
}

/** The hours that a zone's clocks skipped within a span. */
export function skippedHours(zone: string, from: number, to: number): SkippedHour[] {
  const skipped: SkippedHour[] = [];
  for (let day = dayOf(from); day < to; day += DAY_MS) {
    const before = zoneOffsetMs(zone, day);
    if (zoneOffsetMs(zone, day + DAY_MS) <= before) continue;
    let at = day;
    while (zoneOffsetMs(zone, at) === before) at += HOUR_MS;
    skipped.push({ zone, wallTime: at + before });
  }
  return skipped;
}

/** A zone whose skipped hours are missing from candles that never pause otherwise. */
export interface SkippedHourPattern {
  readonly zone: string;
  /** Clock changes that the candles span with candles on both sides, and those whose hour is missing. */
  readonly changes: number;
  readonly missing: number;
  /** The first missing hour, as the candles stamp it, epoch ms. */
  readonly first: number;
}

/**
 * Looks for local times taken for UTC in candles of an hour or less without sessions: every spring the hour that the
 * clocks skipped is missing, while the hours before and after it are there.
 * @param series candles of an hour or less
 * @returns the zone whose hours are missing at four of five changes, or at the only one; null when there is none
 */
export function findSkippedHours(series: CandleSeries): SkippedHourPattern | null {
  const { time, length, intervalMs } = series;
  const perHour = HOUR_MS / intervalMs;
  const candlesIn = (at: number): number => lowerBound(time, at + HOUR_MS) - lowerBound(time, at);
  let best: SkippedHourPattern | null = null;
  for (const zone of CHANGING_ZONES) {
    const hours = skippedHours(zone, time[0] as number, time[length - 1] as number)
      .map(({ wallTime }) => wallTime)
      .filter((at) => candlesIn(at - HOUR_MS) === perHour && candlesIn(at + HOUR_MS) === perHour);
    const missing = hours.filter((at) => candlesIn(at) === 0);
    const first = missing[0];
    if (first === undefined || missing.length < 0.8 * hours.length || missing.length <= (best?.missing ?? 0)) continue;
    best = { zone, changes: hours.length, missing: missing.length, first };
  }
  return best;
}
