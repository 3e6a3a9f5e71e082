import { civilDate, civilDay } from '../calendar/civil-day.ts';
import { DAY_MS, MONTH_MS, WEEK_MS } from '../interval.ts';

/** The day that weeks begin on. */
export type WeekStart = 'monday' | 'sunday';

/** A stretch of the calendar, in UTC. */
export interface Period {
  /** First instant, epoch ms. */
  readonly start: number;
  /** First instant after it. */
  readonly end: number;
}

/** 1970-01-01 was a Thursday. */
const FIRST_WEEK: Readonly<Record<WeekStart, number>> = { monday: 4 * DAY_MS, sunday: 3 * DAY_MS };

/**
 * Cuts time into periods: calendar months for MONTH_MS, weeks from their first day for multiples of a week, else
 * stretches counted from 1970-01-01T00:00Z, so that what divides a day begins at midnight.
 * @param intervalMs length of a period, ms
 * @returns a function that finds the period of an instant; the same object as long as instants stay in one period
 */
export function createPeriods(intervalMs: number, weekStart: WeekStart): (time: number) => Period {
  const origin = intervalMs % WEEK_MS === 0 ? FIRST_WEEK[weekStart] : 0;
  let current: Period = { start: 0, end: 0 };
  return (time) => {
    if (time >= current.start && time < current.end) return current;
    if (intervalMs === MONTH_MS) {
      const { year, month } = civilDate(time);
      current = { start: civilDay(year, month, 1), end: civilDay(year, month + 1, 1) };
    } else {
      const start = Math.floor((time - origin) / intervalMs) * intervalMs + origin;
      current = { start, end: start + intervalMs };
    }
    return current;
  };
}
