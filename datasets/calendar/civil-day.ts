/** Dates as 00:00 UTC, epoch ms. */
import { DAY_MS } from '../interval.ts';

/** A date of the Gregorian calendar. */
export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly date: number;
}

/** 00:00 UTC of a date; months and dates may run over their ends, as in the 0th of March. */
export function civilDay(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date);
}

/** The UTC date of an instant. */
export function civilDate(time: number): CivilDate {
  const at = new Date(time);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

/** 00:00 UTC of the day of an instant. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS;
}

/** Weekday of an instant in UTC, 0 for Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(time: number): number {
  return (((Math.floor(time / DAY_MS) + 4) % 7) + 7) % 7;
}

/**
 * The n-th weekday of a month.
 * @param weekday 0 for Sunday
 * @param n 1 for the first; -1 for the last
 */
export function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  if (n > 0) {
    const first = civilDay(year, month, 1);
    return first + (((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1)) * DAY_MS;
  }
  const last = civilDay(year, month + 1, 0);
  return last - (((weekdayOf(last) - weekday + 7) % 7) + 7 * (-1 - n)) * DAY_MS;
}
