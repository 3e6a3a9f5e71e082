const DAY = 86_400_000;
const two = (n: number): string => String(n).padStart(2, '0');

/**
 * Writes an instant for messages, without the platform's clock classes.
 * @param time epoch ms UTC
 * @returns such as 2021-01-03T09:00Z
 * @see E. G. Richards: Mapping Time (1998), Gregorian date of a Julian day number
 */
export function isoTime(time: number): string {
  const days = Math.floor(time / DAY);
  const minutes = Math.floor((time - days * DAY) / 60_000);
  const julian = days + 2_440_588;
  const f = julian + 1401 + Math.floor((Math.floor((4 * julian + 274_277) / 146_097) * 3) / 4) - 38;
  const e = 4 * f + 3;
  const h = 5 * Math.floor((e % 1461) / 4) + 2;
  const day = Math.floor((h % 153) / 5) + 1;
  const month = ((Math.floor(h / 153) + 2) % 12) + 1;
  const year = Math.floor(e / 1461) - 4716 + Math.floor((14 - month) / 12);
  return `${year}-${two(month)}-${two(day)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}Z`;
}
