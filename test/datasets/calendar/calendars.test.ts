import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CALENDARS, findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { CALENDAR_NAMES } from '../../../datasets/calendar/session-calendar.ts';
import {
  createSessionCursor,
  sessionEndingAfter,
  sessionOfDaily,
  sessionsBetween,
} from '../../../datasets/calendar/session-walk.ts';
import { errorOf } from '../support/candle-arbitrary.ts';

const DAY = 86_400_000;
const iso = (time: number) => `${new Date(time).toISOString().slice(0, 16)}Z`;
const sessionOn = (name: string, day: string) => {
  const session = findCalendar(name).sessionOn(Date.parse(day));
  return session === null ? null : [iso(session.open), iso(session.close)];
};

test('every name has its calendar', () => {
  expect(CALENDARS.map(({ name }) => name)).toEqual(CALENDAR_NAMES);
  expect(errorOf(() => findCalendar('lse'))).toMatchObject({
    code: 'calendar-unknown',
    message: 'Expected one of the calendars 24/7, us-equity, forex, was lse.',
  });
});

describe('sessions', () => {
  test.each([
    ['24/7', '2024-12-25', ['2024-12-25T00:00Z', '2024-12-26T00:00Z']],
    ['us-equity', '2024-01-16', ['2024-01-16T14:30Z', '2024-01-16T21:00Z']],
    ['us-equity', '2024-07-16', ['2024-07-16T13:30Z', '2024-07-16T20:00Z']],
    ['us-equity', '2024-07-03', ['2024-07-03T13:30Z', '2024-07-03T17:00Z']],
    ['us-equity', '2024-11-29', ['2024-11-29T14:30Z', '2024-11-29T18:00Z']],
    // The weeks in which summer began in New York but not in Europe, and, until 2006, not at all.
    ['us-equity', '2024-03-11', ['2024-03-11T13:30Z', '2024-03-11T20:00Z']],
    ['us-equity', '2006-03-20', ['2006-03-20T14:30Z', '2006-03-20T21:00Z']],
    ['us-equity', '2024-07-04', null],
    ['us-equity', '2024-07-06', null],
    ['forex', '2024-01-15', ['2024-01-14T22:00Z', '2024-01-15T22:00Z']],
    ['forex', '2024-07-19', ['2024-07-18T21:00Z', '2024-07-19T21:00Z']],
    ['forex', '2024-07-20', null],
    ['forex', '2024-07-21', null],
    // The clock changed on the Sunday on which this session opened.
    ['forex', '2024-03-11', ['2024-03-10T21:00Z', '2024-03-11T21:00Z']],
  ])('%s on %s', (name, day, expected) => expect(sessionOn(name, day)).toEqual(expected));
});

describe.each(CALENDARS)('$name', (calendar) => {
  const day = fc.integer({ min: 8000, max: 20_000 }).map((n) => n * DAY);

  test('sessions follow each other, last no longer than a day and end within the day that names them', () => {
    fc.assert(
      fc.property(day, (start) => {
        const sessions = [...sessionsBetween(calendar, start, start + 20 * DAY)];
        expect(sessions.length).toBeGreaterThanOrEqual(10);
        for (const [k, { day: named, open, close }] of sessions.entries()) {
          expect(named % DAY).toBe(0);
          expect(close).toBeGreaterThan(open);
          expect(close).toBeGreaterThan(named);
          expect(close).toBeLessThanOrEqual(named + DAY);
          expect(open).toBeGreaterThanOrEqual(sessions[k - 1]?.close ?? open);
        }
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test('a walk through ascending times finds what a search finds', () => {
    fc.assert(
      fc.property(day, fc.array(fc.integer({ min: 1, max: 3 * DAY }), { maxLength: 30 }), (start, steps) => {
        const cursor = createSessionCursor(calendar);
        let time = start;
        for (const step of steps) {
          time += step;
          const found = cursor(time);
          expect(found).toEqual(sessionEndingAfter(calendar, time));
          expect(found.close).toBeGreaterThan(time);
        }
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe('a daily candle belongs to the session', () => {
  test.each([
    ['us-equity', '2024-01-16T00:00Z', '2024-01-16T00:00Z'],
    ['us-equity', '2024-01-16T05:00Z', '2024-01-16T00:00Z'],
    ['us-equity', '2024-07-16T04:00Z', '2024-07-16T00:00Z'],
    ['us-equity', '2024-01-16T14:30Z', '2024-01-16T00:00Z'],
    ['us-equity', '2024-01-15T00:00Z', null],
    ['us-equity', '2024-01-13T14:30Z', null],
    ['forex', '2024-01-14T22:00Z', '2024-01-15T00:00Z'],
    ['forex', '2024-01-15T00:00Z', '2024-01-15T00:00Z'],
    ['forex', '2024-01-13T12:00Z', null],
    ['24/7', '2024-01-13T12:00Z', '2024-01-13T00:00Z'],
  ])('%s: %s -> %s', (name, time, session) => {
    const found = sessionOfDaily(findCalendar(name), Date.parse(time));
    expect(found === null ? null : iso(found.day)).toBe(session);
  });
});
