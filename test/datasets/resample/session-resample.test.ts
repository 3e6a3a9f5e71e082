import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { sessionsBetween } from '../../../datasets/calendar/session-walk.ts';
import { candlesOf } from '../../../datasets/describe.ts';
import { DAY_MS, MONTH_MS, WEEK_MS } from '../../../datasets/interval.ts';
import { resample, resampleInDetail } from '../../../datasets/resample/resample.ts';
import type { Candle, CandleSeries } from '../../../engine/model/index.ts';
import { errorOf, seriesOf } from '../support/candle-arbitrary.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const usEquity = findCalendar('us-equity');
const forex = findCalendar('forex');
const at = (text: string) => Date.parse(text);
const iso = (time: number) => new Date(time).toISOString().slice(0, 16);
const stamps = (series: CandleSeries) => [...series.time].map(iso);

/** Candles over the sessions of a span, each with prices of its own. */
function market(name: string, from: string, to: string, intervalMs: number, shift = 0): Candle[] {
  const candles: Candle[] = [];
  for (const { open, close } of sessionsBetween(findCalendar(name), at(from), at(to))) {
    for (let time = open + shift; time < close; time += intervalMs) {
      const k = candles.length;
      const price = 100 + (k % 17) - (k % 5);
      candles.push({
        time,
        open: price,
        high: price + (k % 7),
        low: price - (k % 3),
        close: price + (k % 2),
        volume: k,
      });
    }
  }
  return candles;
}

/** The candles of each session by its opening and closing. */
function bySession(candles: readonly Candle[], name: string, from: string, to: string): Candle[] {
  return [...sessionsBetween(findCalendar(name), at(from), at(to))].map(({ day, open, close }) => {
    const own = candles.filter(({ time }) => time >= open && time < close);
    return {
      time: day,
      open: own[0]?.open ?? NaN,
      high: Math.max(...own.map(({ high }) => high)),
      low: Math.min(...own.map(({ low }) => low)),
      close: own.at(-1)?.close ?? NaN,
      volume: own.reduce((sum, { volume }) => sum + volume, 0),
    };
  });
}

describe.each([
  ['us-equity', 15 * MINUTE],
  ['us-equity', HOUR],
  ['forex', HOUR],
])('days of %s', (name, intervalMs) => {
  const calendar = findCalendar(name);

  test('are its sessions, over the change of clocks and early closings', () => {
    for (const [from, to] of [
      ['2024-03-04', '2024-03-16'],
      ['2024-10-28', '2024-11-09'],
      ['2024-06-28', '2024-07-13'],
    ] as const) {
      const candles = market(name, from, to, intervalMs);
      const found = resampleInDetail(seriesOf(candles, intervalMs), DAY_MS, { calendar });
      expect(candlesOf(found.series)).toEqual(bySession(candles, name, from, to));
      expect(found).toMatchObject({ first: 'complete', last: 'complete', outside: 0 });
    }
  });

  test('become weeks and months in two steps as in one', () => {
    const series = seriesOf(market(name, '2024-01-01', '2024-06-01', intervalMs), intervalMs);
    for (const to of [WEEK_MS, MONTH_MS]) {
      const direct = resample(series, to, { calendar });
      expect(direct.length).toBeGreaterThanOrEqual(4);
      expect(candlesOf(resample(resample(series, DAY_MS, { calendar }), to, { calendar }))).toEqual(candlesOf(direct));
    }
  });
});

test('no candle of a day, week or month is closed before its last session', () => {
  for (const calendar of [usEquity, forex]) {
    const candles = market(calendar.name, '2024-01-01', '2025-01-01', HOUR);
    for (const to of [DAY_MS, WEEK_MS, MONTH_MS]) {
      const { series, counts } = resampleInDetail(seriesOf(candles), to, { calendar, keepPartial: true });
      let used = 0;
      for (const [k, stamp] of [...series.time].entries()) {
        used += counts[k] ?? 0;
        // A last candle of a session may reach half an hour beyond its closing.
        expect(stamp + to).toBeGreaterThanOrEqual((candles[used - 1]?.time ?? NaN) + HOUR / 2);
      }
      expect(used).toBe(candles.length);
    }
  }
});

describe('weeks and months', () => {
  const days = seriesOf(market('us-equity', '2024-01-01', '2024-03-01', 24 * HOUR).map(atMidnight), DAY_MS);
  function atMidnight(candle: Candle): Candle {
    return { ...candle, time: Math.floor(candle.time / DAY_MS) * DAY_MS };
  }

  test('a week ends with its last session, not on Sunday', () => {
    const weeks = resampleInDetail(days, WEEK_MS, { calendar: usEquity });
    // The last session, 2024-02-29, is a Thursday; the week of 2024-01-15 has no Monday.
    expect(
      stamps(weeks.series)
        .map((time) => time.slice(5, 10))
        .join(),
    ).toBe('01-01,01-08,01-15,01-22,01-29,02-05,02-12,02-19');
    expect([...weeks.counts]).toEqual([4, 5, 4, 5, 5, 5, 5, 4]);
    expect(weeks.last).toBe('dropped');
    const friday = seriesOf(
      candlesOf(days).filter(({ time }) => time < at('2024-02-25')),
      DAY_MS,
    );
    expect(resampleInDetail(friday, WEEK_MS, { calendar: usEquity }).last).toBe('complete');
    expect(resampleInDetail(friday, WEEK_MS).last).toBe('dropped');
  });

  test('may be named by their Sunday', () => {
    const weeks = resample(days, WEEK_MS, { calendar: usEquity, weekStart: 'sunday' });
    expect(stamps(weeks)[0]).toBe('2023-12-31T00:00');
  });

  test('a month is complete with its first and last session', () => {
    const months = resampleInDetail(days, MONTH_MS, { calendar: usEquity });
    expect(months).toMatchObject({ first: 'complete', last: 'complete', counts: Int32Array.of(21, 20) });
    expect(stamps(months.series)).toEqual(['2024-01-01T00:00', '2024-02-01T00:00']);
  });
});

describe('parts of a session', () => {
  test('are counted from its opening, in winter and in summer', () => {
    const series = seriesOf(market('us-equity', '2024-03-08', '2024-03-12', 5 * MINUTE), 5 * MINUTE);
    const found = resampleInDetail(series, 2 * HOUR, { calendar: usEquity });
    expect(stamps(found.series)).toEqual([
      '2024-03-08T14:30',
      '2024-03-08T16:30',
      '2024-03-08T18:30',
      '2024-03-08T20:30',
      '2024-03-11T13:30',
      '2024-03-11T15:30',
      '2024-03-11T17:30',
      '2024-03-11T19:30',
    ]);
    // The last one has half an hour, which is all there is.
    expect([...found.counts]).toEqual([24, 24, 24, 6, 24, 24, 24, 6]);
    expect(found.last).toBe('complete');
  });

  test('follow the grid of a source that stamps whole hours', () => {
    const series = seriesOf(market('us-equity', '2024-03-08', '2024-03-12', HOUR, -HOUR / 2));
    expect(stamps(resample(series, 2 * HOUR, { calendar: usEquity })).slice(3, 5)).toEqual([
      '2024-03-08T20:00',
      '2024-03-11T13:00',
    ]);
  });

  test('in two steps as in one, whatever is missing', () => {
    const whole = market('us-equity', '2024-03-06', '2024-03-14', MINUTE);
    fc.assert(
      fc.property(
        fc.array(fc.nat(whole.length - 2), { maxLength: 40 }),
        fc.constantFrom([5 * MINUTE, HOUR], [15 * MINUTE, 2 * HOUR], [30 * MINUTE, DAY_MS] as const),
        (lost, [by, to]) => {
          const gone = new Set(lost.flatMap((k) => [k, k + 1, k + 2, k + 3, k + 4]));
          const series = seriesOf(
            whole.filter((_, k) => !gone.has(k)),
            MINUTE,
          );
          const options = { calendar: usEquity, keepPartial: true };
          const direct = candlesOf(resample(series, to, options));
          expect(candlesOf(resample(resample(series, by, options), to, options))).toEqual(direct);
        },
      ),
      { seed: 1, numRuns: 40 },
    );
  });
});

test('what is traded outside of sessions is left out and counted', () => {
  const extra = ['2024-07-02T12:00Z', '2024-07-02T20:00Z', '2024-07-04T14:30Z'].map((text) => ({
    ...(market('us-equity', '2024-07-01', '2024-07-02', HOUR)[0] as Candle),
    time: at(text),
    high: 1e6,
  }));
  const own = market('us-equity', '2024-07-01', '2024-07-06', HOUR);
  const all = [...own, ...extra].sort((a, b) => a.time - b.time);
  const found = resampleInDetail(seriesOf(all), DAY_MS, { calendar: usEquity });
  expect(found.outside).toBe(3);
  expect(found.series.id).toBe(resample(seriesOf(own), DAY_MS, { calendar: usEquity }).id);
});

test('an end outside of sessions shows that the session is over', () => {
  const own = market('us-equity', '2024-07-01', '2024-07-02', HOUR).slice(0, -1);
  expect(resampleInDetail(seriesOf(own), DAY_MS, { calendar: usEquity }).last).toBe('dropped');
  const later = { ...(own[0] as Candle), time: at('2024-07-01T21:30Z') };
  expect(resampleInDetail(seriesOf([...own, later]), DAY_MS, { calendar: usEquity }).last).toBe('complete');
});

describe('refused are', () => {
  test.each([5 * HOUR, 36 * HOUR])('%i ms, which no session can be cut into', (intervalMs) => {
    const error = errorOf(() => resample(seriesOf([]), intervalMs, { calendar: usEquity }));
    expect(error).toMatchObject({ code: 'resample-interval' });
  });

  test('candles that lie in two sessions', () => {
    const candles = ['2024-01-15T20:00Z', '2024-01-16T00:00Z'].map((text) => ({
      ...(market('forex', '2024-01-15', '2024-01-16', HOUR)[0] as Candle),
      time: at(text),
    }));
    const error = errorOf(() => resample(seriesOf(candles, 4 * HOUR), DAY_MS, { calendar: forex }));
    expect(error).toMatchObject({ code: 'resample-straddles' });
  });
});
