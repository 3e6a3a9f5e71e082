import { describe, expect, test } from 'vitest';
import { findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { sessionsBetween } from '../../../datasets/calendar/session-walk.ts';
import { checkSpacing } from '../../../datasets/checks/spacing.ts';
import { DAY_MS, MONTH_MS, WEEK_MS } from '../../../datasets/interval.ts';
import { seriesOf } from '../support/candle-arbitrary.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);
const series = (times: readonly number[], intervalMs = HOUR) =>
  seriesOf(
    times.map((time) => ({ time, open: 1, high: 1, low: 1, close: 1, volume: 1 })),
    intervalMs,
  );
const always = findCalendar('24/7');
const usEquity = findCalendar('us-equity');

test('stamps off the grid of the others, and short steps, are counted', () => {
  const found = checkSpacing(series([0, 1, 2, 3.5, 4, 5, 6.25, 8].map((n) => n * HOUR)), always);
  expect(found).toMatchObject({
    severity: 'warning',
    count: 2,
    base: 8,
    figures: { short: 1 },
    summary: '2 candles off the grid of 1h, 1 step shorter than it.',
  });
  expect(found.examples[0]).toEqual({ time: 3.5 * HOUR, values: { step: 1.5 * HOUR } });
});

test('a grid that is not counted from midnight is a grid', () => {
  expect(checkSpacing(series([0.25, 1.25, 2.25, 9.25].map((n) => n * HOUR)), always).severity).toBe('ok');
});

describe('a grid that follows the clock of a market', () => {
  const sessions = [...sessionsBetween(usEquity, at('2024-02-01'), at('2024-05-01'))];

  test('daily candles stamped with local midnight or the opening', () => {
    const opens = sessions.map(({ open }) => open);
    for (const shift of [0, -9.5 * HOUR]) {
      const days = series(
        opens.map((open) => open + shift),
        DAY_MS,
      );
      expect(checkSpacing(days, usEquity).count).toBe(0);
      expect(checkSpacing(days, always).count).toBeGreaterThan(20);
    }
  });

  test('two hours counted from each opening', () => {
    const times = sessions.flatMap(({ open, close }) =>
      [0, 2, 4, 6].map((n) => open + n * HOUR).filter((t) => t < close),
    );
    expect(checkSpacing(series(times, 2 * HOUR), usEquity).count).toBe(0);
    const moved = times.map((time, k) => (k % 10 === 3 ? time + HOUR / 2 : time));
    expect(checkSpacing(series(moved, 2 * HOUR), usEquity).count).toBe(
      moved.filter((time, k) => time !== times[k]).length,
    );
  });
});

test('weeks and months', () => {
  const weeks = [0, 1, 2, 4].map((n) => at('2024-01-01') + n * WEEK_MS);
  expect(checkSpacing(series(weeks, WEEK_MS), always).count).toBe(0);
  expect(checkSpacing(series([...weeks, (weeks[3] ?? 0) + 8 * DAY_MS], WEEK_MS), always).count).toBe(1);
  const months = ['2023-01-01', '2023-02-01', '2023-03-01', '2023-04-01'].map(at);
  expect(checkSpacing(series(months, MONTH_MS), always)).toMatchObject({ count: 0, figures: { short: 0 } });
  expect(checkSpacing(series([...months, at('2023-05-02'), at('2023-05-20')], MONTH_MS), always)).toMatchObject({
    count: 2,
    figures: { short: 1 },
  });
});
