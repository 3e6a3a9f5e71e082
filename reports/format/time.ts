/** Instants and spans as people read them; everything is UTC. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Mean Gregorian year as the CAGR counts it. */
export const YEAR_MS = 365.25 * DAY_MS;

export const MONTH_NAMES = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

/** `2021-03-04`. @param time epoch ms */
export function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `2021-03-04 05:06`, without the clock where it is midnight and `short` is set. @param time epoch ms */
export function formatInstant(time: number, short = false): string {
  const iso = new Date(time).toISOString();
  const clock = iso.slice(11, 16);
  return short && clock === '00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${clock}`;
}

/** `2021-03`. @param time epoch ms */
export function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}

/** First instant of the next month. @param time epoch ms */
export function nextMonthOf(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** A length of time in its two largest units: `3 d 4 h`, `45 min`; `2.4 y` from 730 days on. @param ms length */
export function formatSpan(ms: number): string {
  if (ms >= 730 * DAY_MS) return `${(ms / YEAR_MS).toFixed(1)} y`;
  const minutes = Math.round(ms / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days >= 14) return `${days} d`;
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes % 60 > 0 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${minutes} min`;
}
