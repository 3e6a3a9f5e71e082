import { expect, test } from 'vitest';
import { findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { checkGaps } from '../../../datasets/checks/gaps.ts';
import { seriesOf } from '../support/candle-arbitrary.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);
const flat = (time: number) => ({ time, open: 1, high: 1, low: 1, close: 1, volume: 1 });

test('what is missing, with the longest and the first gaps', () => {
  const found = checkGaps(seriesOf([0, 1, 3, 4, 8, 9, 13].map((n) => flat(n * HOUR))), findCalendar('24/7'));
  expect(found).toMatchObject({
    severity: 'warning',
    count: 7,
    base: 14,
    figures: { gaps: 3, longest: 3, unexpected: 0 },
    summary: '7 candles of the calendar 24/7 missing in 3 gaps, the longest 3 after 1970-01-01T04:00:00.000Z.',
  });
  expect(found.examples[1]).toEqual({ time: 4 * HOUR, values: { before: 8 * HOUR, missing: 3 } });
});

test('a night is no gap of a market with sessions', () => {
  const times = ['2024-01-16T19:30Z', '2024-01-16T20:30Z', '2024-01-17T14:30Z', '2024-01-17T21:30Z'].map(at);
  const series = seriesOf(times.map(flat));
  expect(checkGaps(series, findCalendar('us-equity'))).toMatchObject({
    severity: 'note',
    count: 0,
    base: 3,
    summary: 'No candle of the calendar us-equity is missing. 1 candle outside of its sessions.',
  });
  expect(checkGaps(series, findCalendar('24/7')).count).toBeGreaterThan(20);
});

test('nothing missing is nothing to tell', () => {
  expect(checkGaps(seriesOf([flat(0), flat(HOUR)]), findCalendar('24/7'))).toMatchObject({ severity: 'ok', count: 0 });
});
