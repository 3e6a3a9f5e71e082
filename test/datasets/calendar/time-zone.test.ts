import { describe, expect, test } from 'vitest';
import { localToUtc, zoneOffsetMs } from '../../../datasets/calendar/time-zone.ts';

const HOUR = 3_600_000;
const NEW_YORK = 'America/New_York';

describe('offset', () => {
  test.each([
    ['UTC', '2024-07-01T00:00Z', 0],
    [NEW_YORK, '2024-01-15T12:00Z', -5],
    [NEW_YORK, '2024-07-15T12:00Z', -4],
    [NEW_YORK, '2024-03-10T06:59Z', -5],
    [NEW_YORK, '2024-03-10T07:00Z', -4],
    [NEW_YORK, '2024-11-03T05:59Z', -4],
    [NEW_YORK, '2024-11-03T06:00Z', -5],
    // Until 2006 summer began in April.
    [NEW_YORK, '2006-03-20T12:00Z', -5],
    ['Asia/Kolkata', '2024-01-01T00:00Z', 5.5],
  ])('%s at %s is %s h', (zone, at, hours) => expect(zoneOffsetMs(zone, Date.parse(at))).toBe(hours * HOUR));
});

describe('wall time', () => {
  test.each([
    [[2024, 1, 15, 9.5], '2024-01-15T14:30Z'],
    [[2024, 7, 15, 9.5], '2024-07-15T13:30Z'],
    [[2024, 3, 10, 1], '2024-03-10T06:00Z'],
    [[2024, 3, 10, 3], '2024-03-10T07:00Z'],
    [[2024, 11, 3, 3], '2024-11-03T08:00Z'],
  ])('%j in New York is %s', ([year, month, day, hour], at) => {
    expect(localToUtc(NEW_YORK, year ?? 0, month ?? 0, day ?? 0, (hour ?? 0) * HOUR)).toBe(Date.parse(at));
  });
});
