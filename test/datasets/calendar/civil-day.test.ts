import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilDate, civilDay, dayOf, nthWeekday, weekdayOf } from '../../../datasets/calendar/civil-day.ts';

const at = (text: string) => Date.parse(text);

test.each([
  [2024, 1, 1, 3, '2024-01-15'],
  [2024, 11, 4, 4, '2024-11-28'],
  [2024, 5, 1, -1, '2024-05-27'],
  [2021, 5, 1, -1, '2021-05-31'],
  [2024, 9, 0, 1, '2024-09-01'],
  [2023, 12, 0, -1, '2023-12-31'],
])('%i-%i: weekday %i, number %i is %s', (year, month, weekday, n, day) => {
  expect(nthWeekday(year, month, weekday, n)).toBe(at(day));
});

test('weekday and date are those of the calendar, before 1970 too', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2e12, max: 4e12 }), (time) => {
      const { year, month, date } = civilDate(time);
      expect(civilDay(year, month, date)).toBe(dayOf(time));
      expect(weekdayOf(time)).toBe(new Date(time).getUTCDay());
    }),
    { seed: 1 },
  );
});
