import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localToUtc, zoneOffsetMs } from '../../../datasets/calendar/time-zone.ts';
import { errorOf } from '../support/candle-arbitrary.ts';

const HOUR = 3_600_000;
const NY = 'America/New_York';
const iso = (ms: number) => new Date(ms).toISOString();

describe('zoneOffsetMs', () => {
  test.each([
    // Law of 1966: last Sunday of April and of October.
    ['1980-04-27T06:59:59.999Z', -5],
    ['1980-04-27T07:00:00.000Z', -4],
    ['1980-10-26T05:59:59.999Z', -4],
    ['1980-10-26T06:00:00.000Z', -5],
    // 1974 began its summer on January 6, for the oil crisis.
    ['1974-01-06T06:59:59.999Z', -5],
    ['1974-01-06T07:00:00.000Z', -4],
    // From 1987 the first Sunday of April; from 2007 the second of March to the first of November.
    ['2006-04-02T06:59:59.999Z', -5],
    ['2006-04-02T07:00:00.000Z', -4],
    ['2007-03-11T06:59:59.999Z', -5],
    ['2007-03-11T07:00:00.000Z', -4],
    ['2024-11-03T05:59:59.999Z', -4],
    ['2024-11-03T06:00:00.000Z', -5],
  ])('New York at %s is %d h', (time, hours) => {
    expect(zoneOffsetMs(NY, Date.parse(time))).toBe(hours * HOUR);
  });

  test('zones of half hours, and UTC', () => {
    expect(zoneOffsetMs('Asia/Kolkata', 0)).toBe(5.5 * HOUR);
    expect(zoneOffsetMs('UTC', 1e12)).toBe(0);
  });

  test('agrees with the wall clock that Intl writes, at any instant of 1970 to 2037', () => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: NY, dateStyle: 'short', timeStyle: 'medium' });
    const seconds = fc.integer({ min: 0, max: 2_145_916_800 });
    fc.assert(
      fc.property(seconds, (s) => {
        const wall = Date.parse(`${format.format(s * 1000).replace(' ', 'T')}Z`);
        expect(zoneOffsetMs(NY, s * 1000)).toBe(wall - s * 1000);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('an unknown zone is refused', () => {
    expect(errorOf(() => zoneOffsetMs('New York', 0))).toMatchObject({
      code: 'zone-unknown',
      message: 'Expected a time zone such as America/New_York, was "New York".',
    });
  });
});

describe('localToUtc', () => {
  test.each([
    [2020, 1, 2, 9.5, '2020-01-02T14:30:00.000Z'],
    [2020, 7, 1, 9.5, '2020-07-01T13:30:00.000Z'],
    [2020, 3, 8, 0, '2020-03-08T05:00:00.000Z'],
    [2020, 3, 8, 12, '2020-03-08T16:00:00.000Z'],
    [2006, 4, 1, 9, '2006-04-01T14:00:00.000Z'],
    [1998, 12, 31, 23, '1999-01-01T04:00:00.000Z'],
  ])('New York %d-%d-%d at hour %d is %s', (year, month, day, hour, expected) => {
    expect(iso(localToUtc(NY, year, month, day, hour * HOUR))).toBe(expected);
  });

  test('a time that does not occur is later by the hour that was skipped', () => {
    expect(iso(localToUtc(NY, 2020, 3, 8, 2.5 * HOUR))).toBe('2020-03-08T07:30:00.000Z');
    expect(iso(localToUtc(NY, 2020, 3, 8, 2 * HOUR))).toBe('2020-03-08T07:00:00.000Z');
  });

  test('a time that occurs twice is the first of the two', () => {
    expect(iso(localToUtc(NY, 2020, 11, 1, 1.5 * HOUR))).toBe('2020-11-01T05:30:00.000Z');
    expect(iso(localToUtc(NY, 2020, 11, 1, 2 * HOUR))).toBe('2020-11-01T07:00:00.000Z');
  });

  test('a wall clock read at any instant comes back to it, or to the first of the same reading', () => {
    const instant = fc.integer({ min: 0, max: 2_145_916_800 });
    fc.assert(
      fc.property(instant, fc.constantFrom(NY, 'Europe/London', 'Australia/Lord_Howe', 'UTC'), (s, zone) => {
        const utc = s * 1000;
        const wall = new Date(utc + zoneOffsetMs(zone, utc));
        const midnight = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate());
        const back = localToUtc(
          zone,
          wall.getUTCFullYear(),
          wall.getUTCMonth() + 1,
          wall.getUTCDate(),
          +wall - midnight,
        );
        expect(back).toBeLessThanOrEqual(utc);
        expect(back + zoneOffsetMs(zone, back)).toBe(+wall);
        expect(utc - back).toBeLessThanOrEqual(HOUR);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
