import { expect, test } from 'vitest';
import { easterSunday } from '../../../datasets/calendar/easter.ts';

test.each([
  // The earliest and the latest dates there are, and the examples of Meeus.
  '1818-03-22',
  '1943-04-25',
  '1991-03-31',
  '1992-04-19',
  '1954-04-18',
  '2000-04-23',
  '2008-03-23',
  '2011-04-24',
  '2024-03-31',
  '2025-04-20',
  '2038-04-25',
])('%s', (day) => {
  expect(easterSunday(Number(day.slice(0, 4)))).toBe(Date.parse(day));
});
