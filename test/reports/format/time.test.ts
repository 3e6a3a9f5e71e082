import { describe, expect, it } from 'vitest';
import { DAY_MS, formatInstant, formatSpan, HOUR_MS, nextMonthOf } from '../../../reports/format/time.ts';

describe('times', () => {
  it('prints instants in UTC', () => {
    expect(formatInstant(Date.UTC(2021, 2, 4, 5, 6))).toBe('2021-03-04 05:06');
    expect(formatInstant(Date.UTC(2021, 2, 4), true)).toBe('2021-03-04');
  });

  it('prints spans in their two largest units', () => {
    expect([
      formatSpan(HOUR_MS),
      formatSpan(76 * HOUR_MS),
      formatSpan(45 * 60_000),
      formatSpan(90 * 60_000),
      formatSpan(30_000),
    ]).toEqual(['1 h', '3 d 4 h', '45 min', '1 h 30 min', '30 s']);
    expect([formatSpan(100 * DAY_MS), formatSpan(1096 * DAY_MS)]).toEqual(['100 d', '3.0 y']);
  });

  it('finds the next month across a year', () => {
    expect(nextMonthOf(Date.UTC(2021, 11, 31, 23))).toBe(Date.UTC(2022, 0, 1));
  });
});
