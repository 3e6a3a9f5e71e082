import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { guessCalendar } from '../../../datasets/calendar/guess-calendar.ts';
import { findGaps } from '../../../datasets/calendar/session-gaps.ts';
import { sessionsBetween } from '../../../datasets/calendar/session-walk.ts';
import { measureQuality } from '../../../datasets/checks/candle-quality.ts';
import { DAY_MS, MONTH_MS } from '../../../datasets/interval.ts';
import { candleArbitrary, seriesOf } from '../support/candle-arbitrary.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const usEquity = findCalendar('us-equity');
const flat = (time: number) => ({ time, open: 1, high: 1, low: 1, close: 1, volume: 1 });
const at = (text: string) => Date.parse(text);
const series = (times: readonly number[], intervalMs: number) => seriesOf(times.map(flat), intervalMs);

/** Open times of all candles of the sessions of a span, counted from each opening plus a shift. */
function openTimes(name: string, from: string, to: string, intervalMs: number, shift = 0): number[] {
  const times: number[] = [];
  for (const { open, close } of sessionsBetween(findCalendar(name), at(from), at(to))) {
    for (let time = open + shift; time < close; time += intervalMs) times.push(time);
  }
  return times;
}

test('around the clock the gaps are the steps that the cheap summary counts', () => {
  fc.assert(
    fc.property(candleArbitrary({ gapsInTen: 4 }), (candles) => {
      const one = seriesOf(candles);
      const { gaps, missing, longestGap } = measureQuality(one, { file: '', sha256: '' });
      const found = findGaps(one, findCalendar('24/7'));
      expect([found.gaps.length, found.missing, found.longest?.missing ?? 0]).toEqual([gaps, missing, longestGap]);
      expect(found.expected).toBe(candles.length + missing);
    }),
    { seed: 1 },
  );
});

describe.each([
  ['us-equity', 30 * MINUTE, 0],
  ['us-equity', HOUR, 0],
  // As sources do that stamp whole hours: the first candle opens half an hour before the session.
  ['us-equity', HOUR, -30 * MINUTE],
  ['us-equity', 2 * HOUR, 0],
  ['forex', HOUR, 0],
  ['forex', 4 * HOUR, 0],
])('%s candles of %i ms, shifted by %i', (name, intervalMs, shift) => {
  const times = openTimes(name, '2023-02-01', '2023-04-15', intervalMs, shift);
  const calendar = findCalendar(name);

  test('have no gap over nights, weekends, holidays and the change of clocks', () => {
    expect(findGaps(series(times, intervalMs), calendar)).toMatchObject({ missing: 0, unexpected: 0, longest: null });
    expect(findGaps(series(times, intervalMs), calendar).expected).toBe(times.length);
    expect(guessCalendar(series(times, intervalMs)).name).toBe(name);
  });

  test('what is left out within is missing, no more and no less', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: times.length - 2 }), { maxLength: 20 }), (lost) => {
        const gone = new Set(lost);
        const found = findGaps(
          series(
            times.filter((_, k) => !gone.has(k)),
            intervalMs,
          ),
          calendar,
        );
        const runs = [...gone].filter((k) => !gone.has(k - 1)).length;
        expect([found.missing, found.gaps.length, found.unexpected]).toEqual([gone.size, runs, 0]);
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});

test('a gap is named by the candles around it', () => {
  const times = openTimes('us-equity', '2024-01-16', '2024-01-19', HOUR).filter(
    (_, k) => k !== 6 && k !== 7 && k !== 9,
  );
  const { gaps, longest } = findGaps(series(times, HOUR), usEquity);
  const expected = { after: at('2024-01-16T19:30Z'), before: at('2024-01-17T15:30Z'), missing: 2 };
  expect(gaps).toEqual([expected, { after: at('2024-01-17T15:30Z'), before: at('2024-01-17T17:30Z'), missing: 1 }]);
  expect(longest).toEqual(expected);
});

test('candles outside of sessions are told, not counted as there', () => {
  const times = [
    ...openTimes('us-equity', '2024-07-02', '2024-07-04', HOUR),
    ...['2024-07-03T17:30Z', '2024-07-04T14:30Z'].map(at),
    ...openTimes('us-equity', '2024-07-05', '2024-07-06', HOUR),
  ];
  expect(findGaps(series(times, HOUR), usEquity)).toMatchObject({
    expected: times.length - 2,
    missing: 0,
    unexpected: 2,
    firstUnexpected: [at('2024-07-03T17:30Z'), at('2024-07-04T14:30Z')],
  });
});

test('daily candles are compared by date, whatever hour they are stamped with', () => {
  const days = ['2024-01-12', '2024-01-16', '2024-01-18', '2024-01-20'].map(at);
  for (const hour of [0, 5, 14.5]) {
    const found = findGaps(
      series(
        days.map((day) => day + hour * HOUR),
        DAY_MS,
      ),
      usEquity,
    );
    expect(found).toMatchObject({ expected: 4, missing: 1, unexpected: 1 });
  }
});

test('months are as long as they are', () => {
  const months = ['2023-01-01', '2023-02-01', '2023-03-01', '2023-05-01'].map(at);
  expect(findGaps(series(months, MONTH_MS), findCalendar('24/7'))).toMatchObject({ expected: 5, missing: 1 });
});

test('what is missing before the first candle that fits is no gap', () => {
  const times = ['2024-01-16T14:45Z', '2024-01-16T17:30Z', '2024-01-16T18:30Z', '2024-01-16T19:30Z'].map(at);
  expect(findGaps(series(times, HOUR), usEquity)).toMatchObject({ expected: 3, missing: 0, unexpected: 1 });
});

test('nothing in a session is no error', () => {
  expect(findGaps(series([at('2024-07-04T14:00Z')], HOUR), usEquity)).toMatchObject({ expected: 0, unexpected: 1 });
  expect(findGaps(series([at('2024-07-04')], DAY_MS), usEquity)).toMatchObject({ expected: 0, unexpected: 1 });
});

test('candles without pause are taken for a market that never closes', () => {
  expect(
    guessCalendar(
      series(
        [0, 1, 2, 3, 9, 10, 11].map((n) => at('2024-01-05') + n * HOUR),
        HOUR,
      ),
    ).name,
  ).toBe('24/7');
});
