import { describe, expect, test } from 'vitest';
import { weekdayOf } from '../../../datasets/calendar/civil-day.ts';
import { usEarlyClosings, usHolidays } from '../../../datasets/calendar/us-holidays.ts';

const within = (days: ReadonlySet<number>, year: number) =>
  [...days]
    .map((day) => new Date(day).toISOString().slice(0, 10))
    .filter((day) => day.startsWith(String(year)) && ![0, 6].includes(weekdayOf(Date.parse(day))))
    .map((day) => day.slice(5))
    .sort();

describe('closings that the exchange published', () => {
  test.each([
    [1997, ['01-01', '02-17', '03-28', '05-26', '07-04', '09-01', '11-27', '12-25']],
    [1998, ['01-01', '01-19', '02-16', '04-10', '05-25', '07-03', '09-07', '11-26', '12-25']],
    [
      2001,
      [
        '01-01',
        '01-15',
        '02-19',
        '04-13',
        '05-28',
        '07-04',
        '09-03',
        '09-11',
        '09-12',
        '09-13',
        '09-14',
        '11-22',
        '12-25',
      ],
    ],
    [2011, ['01-17', '02-21', '04-22', '05-30', '07-04', '09-05', '11-24', '12-26']],
    [2021, ['01-01', '01-18', '02-15', '04-02', '05-31', '07-05', '09-06', '11-25', '12-24']],
    [2022, ['01-17', '02-21', '04-15', '05-30', '06-20', '07-04', '09-05', '11-24', '12-26']],
    [2025, ['01-01', '01-09', '01-20', '02-17', '04-18', '05-26', '06-19', '07-04', '09-01', '11-27', '12-25']],
  ])('%i', (year, days) => expect(within(usHolidays(year), year)).toEqual(days));
});

describe('early closings', () => {
  test.each([
    [1999, ['11-26', '12-24', '12-31']],
    [2002, ['07-05', '11-29', '12-24']],
    [2003, ['07-03', '11-28', '12-24', '12-26']],
    [2013, ['07-03', '11-29', '12-24']],
    [2014, ['07-03', '11-28', '12-24']],
    [2016, ['11-25']],
    [2019, ['07-03', '11-29', '12-24']],
    [2020, ['11-27', '12-24']],
    [2024, ['07-03', '11-29', '12-24']],
  ])('%i', (year, days) => expect(within(usEarlyClosings(year), year)).toEqual(days));
});
