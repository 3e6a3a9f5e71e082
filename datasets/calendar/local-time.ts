import { civilDate } from './civil-day.ts';
import { localToUtc } from './time-zone.ts';

/**
 * The instant of a wall time on a date.
 * @param zone IANA name
 * @param day 00:00 UTC of the date, epoch ms
 * @param msOfDay ms since local midnight by the wall clock
 * @returns epoch ms
 */
export function localTime(zone: string, day: number, msOfDay: number): number {
  const { year, month, date } = civilDate(day);
  return localToUtc(zone, year, month, date, msOfDay);
}
