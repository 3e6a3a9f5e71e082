import { civilDay } from './civil-day.ts';

/**
 * Easter Sunday of the Gregorian calendar.
 * @returns 00:00 UTC, epoch ms
 * @see Anonymous Gregorian algorithm, Nature 13 (1876), as in J. Meeus, Astronomical Algorithms (1991), chapter 8
 */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - moonShift + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const days = epact + sunday - 7 * late + 114;
  return civilDay(year, Math.floor(days / 31), (days % 31) + 1);
}
