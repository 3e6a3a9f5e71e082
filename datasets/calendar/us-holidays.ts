/** On which dates the exchanges of the United States are closed, or close early. */
import { DAY_MS } from '../interval.ts';
import { civilDay, nthWeekday, weekdayOf } from './civil-day.ts';
import { easterSunday } from './easter.ts';

const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
const FRIDAY = 5;
const SATURDAY = 6;

/**
 * Closings that follow no rule: mourning for Presidents Nixon, Reagan, Ford, Bush and Carter, the attacks of 2001,
 * hurricane Sandy.
 */
const SPECIAL_CLOSINGS = [
  '1994-04-27',
  '2001-09-11',
  '2001-09-12',
  '2001-09-13',
  '2001-09-14',
  '2004-06-11',
  '2007-01-02',
  '2012-10-29',
  '2012-10-30',
  '2018-12-05',
  '2025-01-09',
].map((text) => Date.parse(text));

/** Early closings that follow no rule: the Fridays after Christmas of 1997 and 2003, the last day of 1999. */
const SPECIAL_EARLY_CLOSINGS = ['1997-12-26', '1999-12-31', '2003-12-26'].map((text) => Date.parse(text));

const closings = new Map<number, ReadonlySet<number>>();
const earlyClosings = new Map<number, ReadonlySet<number>>();

/**
 * Weekdays of a year without trading, by the rules of the New York Stock Exchange (rule 7.2) that hold since 1993.
 * @returns dates as 00:00 UTC, epoch ms
 */
export function usHolidays(year: number): ReadonlySet<number> {
  return remember(closings, year, computeHolidays);
}

/**
 * Days of a year that end at 13:00 New York: around Independence Day, after Thanksgiving, before Christmas.
 * @returns dates as 00:00 UTC, epoch ms; some may fall on a day without trading
 */
export function usEarlyClosings(year: number): ReadonlySet<number> {
  return remember(earlyClosings, year, computeEarlyClosings);
}

function computeHolidays(year: number): Set<number> {
  const days = new Set(SPECIAL_CLOSINGS);
  // A New Year's Day on a Saturday is not made up for: the old year's last day ends an accounting period.
  const newYear = civilDay(year, 1, 1);
  if (weekdayOf(newYear) !== SATURDAY) days.add(observed(newYear));
  if (year >= 1998) days.add(nthWeekday(year, 1, MONDAY, 3));
  days.add(nthWeekday(year, 2, MONDAY, 3));
  days.add(easterSunday(year) - 2 * DAY_MS);
  days.add(nthWeekday(year, 5, MONDAY, -1));
  if (year >= 2022) days.add(observed(civilDay(year, 6, 19)));
  days.add(observed(civilDay(year, 7, 4)));
  days.add(nthWeekday(year, 9, MONDAY, 1));
  days.add(nthWeekday(year, 11, THURSDAY, 4));
  days.add(observed(civilDay(year, 12, 25)));
  return days;
}

function computeEarlyClosings(year: number): Set<number> {
  const days = new Set(SPECIAL_EARLY_CLOSINGS);
  const independence = civilDay(year, 7, 4);
  const weekday = weekdayOf(independence);
  // Until 2012 a Thursday's holiday shortened the Friday after it, since then the Wednesday before.
  if (weekday === THURSDAY && year <= 2012) days.add(independence + DAY_MS);
  else if (weekday > MONDAY && weekday <= FRIDAY) days.add(independence - DAY_MS);
  days.add(nthWeekday(year, 11, THURSDAY, 4) + DAY_MS);
  days.add(civilDay(year, 12, 24));
  return days;
}

/** The day a holiday is kept: Friday for a Saturday, Monday for a Sunday. */
function observed(day: number): number {
  const weekday = weekdayOf(day);
  if (weekday === SATURDAY) return day - DAY_MS;
  return weekday === SUNDAY ? day + DAY_MS : day;
}

function remember(
  known: Map<number, ReadonlySet<number>>,
  year: number,
  compute: (year: number) => ReadonlySet<number>,
): ReadonlySet<number> {
  let days = known.get(year);
  if (days === undefined) {
    days = compute(year);
    known.set(year, days);
  }
  return days;
}
