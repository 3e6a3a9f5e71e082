import { describe, expect, test } from 'vitest';
import { findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { guessCalendar } from '../../../datasets/calendar/guess-calendar.ts';
import { sessionsBetween } from '../../../datasets/calendar/session-walk.ts';
import { zoneOffsetMs } from '../../../datasets/calendar/time-zone.ts';
import { skippedHours } from '../../../datasets/checks/clock-changes.ts';
import { checkTimeZone } from '../../../datasets/checks/time-zone-suspicion.ts';
import { seriesOf } from '../support/candle-arbitrary.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const series = (times: readonly number[], intervalMs = HOUR) =>
  seriesOf(
    [...new Set(times)].sort((a, b) => a - b).map((time) => ({ time, open: 1, high: 1, low: 1, close: 1, volume: 1 })),
    intervalMs,
  );
/** Stamps as a clock on the wall of a zone shows them, taken for UTC. */
const onTheWall = (zone: string) => (time: number) => time + zoneOffsetMs(zone, time);

describe.each(['us-equity', 'forex'])('hours of %s', (name) => {
  const calendar = findCalendar(name);
  const hours: number[] = [];
  for (const { open, close } of sessionsBetween(calendar, at('2023-01-02'), at('2024-01-01'))) {
    for (let time = open; time < close; time += HOUR) hours.push(time);
  }

  test('in UTC are as they should be, stamped at the opening or at the whole hour before', () => {
    expect(checkTimeZone(series(hours), calendar)).toMatchObject({ count: 0, severity: 'ok' });
    const early = hours.filter((time) => time % HOUR !== 0).map((time) => time - HOUR / 2);
    if (name === 'us-equity') expect(checkTimeZone(series(early), calendar).count).toBe(0);
  });

  test('as the wall of New York shows them do not follow daylight saving', () => {
    const found = checkTimeZone(series(hours.map(onTheWall('America/New_York'))), calendar);
    expect(found).toMatchObject({ count: 1, severity: 'warning', examples: [{ values: { winter: -5, summer: -4 } }] });
    expect(found.summary).toBe(
      `Sessions open 5 h early in winter and 4 h early in summer by the calendar ${name}: the stamps do not follow its daylight saving.`,
    );
  });

  test.each([2, -3])('%i hours away are told', (shift) => {
    const moved = series(hours.map((time) => time + shift * HOUR));
    const found = checkTimeZone(moved, calendar);
    expect(found.examples[0]?.values).toEqual({ winter: shift, summer: shift });
    expect(found.summary).toContain(`Sessions open ${Math.abs(shift)} h ${shift > 0 ? 'late' : 'early'} by`);
    // The calendar is still the one that fits best, so that the check finds it by itself.
    expect(guessCalendar(moved).name).toBe(name);
  });
});

test('candles on a grid of UTC may open before the session that they reach into', () => {
  const times: number[] = [];
  for (const { open, close } of sessionsBetween(findCalendar('us-equity'), at('2023-01-02'), at('2024-01-01'))) {
    // 12:00 and 14:00 UTC, while sessions open at 14:30 and 13:30.
    for (let time = Math.floor(open / (2 * HOUR)) * 2 * HOUR; time < close; time += 2 * HOUR) times.push(time);
  }
  expect(checkTimeZone(series(times, 2 * HOUR), findCalendar('us-equity')).count).toBe(0);
});

describe('daily candles', () => {
  const days = Array.from({ length: 400 }, (_, k) => at('2023-01-01') + k * DAY);
  const localMidnight = (zone: string) => days.map((day) => day - zoneOffsetMs(zone, day + 12 * HOUR));
  const always = findCalendar('24/7');

  test('at one UTC hour are fine, whichever it is', () => {
    for (const hour of [0, 5, 22]) {
      expect(
        checkTimeZone(
          series(
            days.map((day) => day + hour * HOUR),
            DAY,
          ),
          always,
        ).count,
      ).toBe(0);
    }
  });

  test('at midnight of a zone that changes its clock are told, with the zone', () => {
    const found = checkTimeZone(series(localMidnight('Europe/Berlin'), DAY), always);
    expect(found.count).toBe(1);
    expect(found.summary).toMatch(
      /^Daily candles open at one UTC hour in [56]\d\.\d % of days only, but at one hour of Europe\/Berlin/,
    );
  });

  test('at midnight of the market are fine', () => {
    expect(checkTimeZone(series(localMidnight('America/New_York'), DAY), findCalendar('us-equity')).count).toBe(0);
  });

  test('at random hours fit no zone', () => {
    const found = checkTimeZone(
      series(
        days.map((day, k) => day + ((k * 7) % 5) * HOUR),
        DAY,
      ),
      always,
    );
    expect(found.summary).toContain('no zone that was tried');
  });
});

describe('candles without pause', () => {
  const hours = Array.from({ length: 800 * 24 }, (_, k) => at('2022-01-01') + k * HOUR);
  const always = findCalendar('24/7');

  test('in UTC are fine', () => expect(checkTimeZone(series(hours), always).count).toBe(0));

  test.each(['America/New_York', 'Europe/London', 'Europe/Berlin', 'Australia/Sydney'])(
    'on the wall of %s lack an hour each spring',
    (zone) => {
      const found = checkTimeZone(series(hours.map(onTheWall(zone))), always);
      const changes = skippedHours(zone, hours[0] ?? 0, hours.at(-1) ?? 0).length;
      expect(changes).toBeGreaterThanOrEqual(2);
      expect(found).toMatchObject({ count: 1, examples: [{ values: { changes, missing: changes } }] });
      expect(found.summary).toContain(`in ${zone} is missing`);
    },
  );

  test('an outage at another hour is none of it', () => {
    const gone = at('2022-03-13T05:00Z');
    expect(checkTimeZone(series(hours.filter((time) => time !== gone)), always).count).toBe(0);
  });
});

test('the hours that clocks skipped are published', () => {
  const walls = (zone: string) =>
    skippedHours(zone, at('2023-01-01'), at('2025-01-01')).map(({ wallTime }) =>
      new Date(wallTime).toISOString().slice(0, 16),
    );
  expect(walls('America/New_York')).toEqual(['2023-03-12T02:00', '2024-03-10T02:00']);
  expect(walls('Europe/London')).toEqual(['2023-03-26T01:00', '2024-03-31T01:00']);
  expect(walls('Europe/Berlin')).toEqual(['2023-03-26T02:00', '2024-03-31T02:00']);
  expect(walls('Australia/Sydney')).toEqual(['2023-10-01T02:00', '2024-10-06T02:00']);
});
