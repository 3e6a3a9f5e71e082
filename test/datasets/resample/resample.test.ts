import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { candlesOf } from '../../../datasets/describe.ts';
import { DAY_MS, MONTH_MS, WEEK_MS } from '../../../datasets/interval.ts';
import { resample, resampleInDetail } from '../../../datasets/resample/resample.ts';
import type { Candle, CandleSeries } from '../../../engine/model/index.ts';
import { candleArbitrary, errorOf, seriesOf } from '../support/candle-arbitrary.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const near = (value: number, by = 1e-12) => ({
  asymmetricMatch: (other: number) => Math.abs(other - value) <= by * Math.max(value, other),
});

/** Exact prices, volumes to the last few bits: sums in another order round otherwise. */
function expectCandles(found: readonly Candle[], expected: readonly Candle[]): void {
  expect(found).toEqual(expected.map((candle) => ({ ...candle, volume: near(candle.volume) })));
}

/** The same by grouping objects under the name of their bucket. */
function resampledPlainly(
  candles: readonly Candle[],
  bucketOf: (time: number) => { readonly start: number; readonly end: number },
  keepPartial: boolean,
  own = HOUR,
): Candle[] {
  const groups = new Map<number, Candle[]>();
  for (const candle of candles) {
    const { start } = bucketOf(candle.time);
    groups.set(start, [...(groups.get(start) ?? []), candle]);
  }
  const whole = [...groups].map(([time, group]) => ({
    time,
    open: group[0]?.open ?? NaN,
    high: Math.max(...group.map(({ high }) => high)),
    low: Math.min(...group.map(({ low }) => low)),
    close: group.at(-1)?.close ?? NaN,
    volume: group.reduce((sum, { volume }) => sum + volume, 0),
  }));
  const begin = candles[0]?.time ?? 0;
  const end = (candles.at(-1)?.time ?? 0) + own;
  return whole.filter(({ time }) => keepPartial || (begin <= time && bucketOf(time).end <= end));
}

const fixed =
  (intervalMs: number, origin = 0) =>
  (time: number) => {
    const start = Math.floor((time - origin) / intervalMs) * intervalMs + origin;
    return { start, end: start + intervalMs };
  };
/** Of the years that random candles lie in. */
function month(time: number) {
  const text = new Date(time).toISOString().slice(0, 7);
  const [year, number] = text.split('-').map(Number) as [number, number];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  return { start: Date.parse(`${text}-01`), end: Date.parse(`${next}-01`) };
}

describe('joined candles are what grouping gives', () => {
  test.each([
    ...[2, 3, 4, 5, 6, 7, 8, 12, 24, 36, 48].map((n) => [`${n} hours`, n * HOUR, fixed(n * HOUR), {}] as const),
    // 1970-01-05 was a Monday.
    ['weeks from Monday', WEEK_MS, fixed(WEEK_MS, 4 * DAY_MS), {}] as const,
    ['weeks from Sunday', WEEK_MS, fixed(WEEK_MS, 3 * DAY_MS), { weekStart: 'sunday' }] as const,
    ['two weeks', 2 * WEEK_MS, fixed(2 * WEEK_MS, 4 * DAY_MS), {}] as const,
    ['months', MONTH_MS, month, {}] as const,
  ])('%s', (_, intervalMs, bucketOf, options) => {
    const long = intervalMs > 2 * DAY_MS;
    fc.assert(
      fc.property(
        candleArbitrary({ minLength: 1, maxLength: 80, gapsInTen: long ? 8 : 2 }),
        fc.boolean(),
        (candles, keepPartial) => {
          const out = resample(seriesOf(candles), intervalMs, { ...options, keepPartial });
          expect(out.intervalMs).toBe(intervalMs);
          expectCandles(candlesOf(out), resampledPlainly(candles, bucketOf, keepPartial));
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  test('the calendar 24/7 changes nothing', () => {
    fc.assert(
      fc.property(candleArbitrary(), fc.constantFrom(4 * HOUR, DAY_MS, WEEK_MS, MONTH_MS), (candles, intervalMs) => {
        const series = seriesOf(candles);
        const found = resample(series, intervalMs, { calendar: findCalendar('24/7'), keepPartial: true });
        expect(found.id).toBe(resample(series, intervalMs, { keepPartial: true }).id);
      }),
      { seed: 1 },
    );
  });
});

describe('in two steps as in one', () => {
  const steps = [
    [5 * MINUTE, HOUR],
    [15 * MINUTE, 4 * HOUR],
    [HOUR, DAY_MS],
    [HOUR, WEEK_MS],
    [DAY_MS, MONTH_MS],
  ] as const;
  const inTwo = (series: CandleSeries, [by, to]: readonly [number, number], keepPartial: boolean) =>
    resample(resample(series, by, { keepPartial }), to, { keepPartial });

  test('with partial ends, whatever is missing', () => {
    fc.assert(
      fc.property(
        candleArbitrary({ minLength: 1, maxLength: 300, intervalMs: MINUTE, gapsInTen: 3 }),
        fc.constantFrom(...steps),
        (candles, step) => {
          const series = seriesOf(candles, MINUTE);
          const direct = resample(series, step[1], { keepPartial: true });
          expect(direct.length).toBeGreaterThan(0);
          expectCandles(candlesOf(inTwo(series, step, true)), candlesOf(direct));
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  test('without them, where the first and the last step are complete', () => {
    let made = 0;
    fc.assert(
      fc.property(
        candleArbitrary({ minLength: 200, maxLength: 400, intervalMs: MINUTE, gapsInTen: 3 }),
        fc.constantFrom(steps[0], steps[1]),
        (candles, step) => {
          const [by] = step;
          const first = candles.findIndex(({ time }) => time % by === 0);
          const last = candles.findLastIndex(({ time }) => (time + MINUTE) % by === 0);
          fc.pre(first >= 0 && last > first);
          const series = seriesOf(candles.slice(first, last + 1), MINUTE);
          const direct = resample(series, step[1]);
          made += direct.length;
          expectCandles(candlesOf(inTwo(series, step, false)), candlesOf(direct));
        },
      ),
      { seed: 1, numRuns: 50 },
    );
    expect(made).toBeGreaterThan(100);
  });
});

const flat = (time: number, volume = 1): Candle => ({ time, open: 1, high: 1, low: 1, close: 1, volume });
const hours = (from: number, to: number) =>
  seriesOf(Array.from({ length: to - from }, (_, n) => flat((from + n) * HOUR)));

describe('the ends of the series', () => {
  test.each([
    [0, 8, 'complete', 'complete', [0, 4]],
    [0, 7, 'complete', 'dropped', [0]],
    [1, 8, 'dropped', 'complete', [4]],
    [1, 3, 'dropped', 'dropped', []],
    [4, 4, 'complete', 'complete', []],
  ])('hours %i to %i: %s, %s', (from, to, first, last, stamps) => {
    const found = resampleInDetail(hours(from, to), 4 * HOUR);
    expect(found).toMatchObject({ first, last });
    expect([...found.series.time]).toEqual(stamps.map((hour) => hour * HOUR));
  });

  test('kept on demand, and marked', () => {
    const found = resampleInDetail(hours(1, 7), 4 * HOUR, { keepPartial: true });
    expect(found).toMatchObject({ first: 'partial', last: 'partial', counts: Int32Array.of(3, 3) });
    expect(found.series.length).toBe(2);
  });

  test('only the ends matter: what is missing within is told by the counts', () => {
    const found = resampleInDetail(seriesOf([flat(0), flat(5 * HOUR), flat(11 * HOUR)]), 4 * HOUR);
    expect(found).toMatchObject({ first: 'complete', last: 'complete', counts: Int32Array.of(1, 1, 1) });
    expect([...found.series.time]).toEqual([0, 4 * HOUR, 8 * HOUR]);
  });
});

test('days before 1970 are days too', () => {
  const out = resample(seriesOf([flat(-48 * HOUR), flat(-25 * HOUR), flat(-24 * HOUR), flat(-HOUR)]), DAY_MS);
  expect([...out.time]).toEqual([-48 * HOUR, -24 * HOUR]);
});

test('volume keeps what a plain sum would lose', () => {
  const volumes = [1e16, 1, 1, 1, 1, 1, 1, 1];
  const out = resample(seriesOf(volumes.map((volume, n) => flat(n * HOUR, volume))), 8 * HOUR);
  expect(out.volume[0]).toBe(1e16 + 7 + 1);
});

test('its own interval gives the same series', () => {
  const series = seriesOf([flat(0)]);
  expect(resample(series, HOUR)).toBe(series);
});

test.each([HOUR / 2, 1.5 * HOUR, 0, -HOUR, NaN])('%i ms is refused for hours', (intervalMs) => {
  expect(errorOf(() => resample(seriesOf([flat(0)]), intervalMs))).toMatchObject({ code: 'resample-interval' });
});

test('the refusal says what would do', () => {
  expect(errorOf(() => resample(seriesOf([flat(0)]), 1.5 * HOUR)).message).toBe(
    'Expected an interval that is a multiple of the own one, was 1h to 90m (TEST).',
  );
  expect(errorOf(() => resample(seriesOf([flat(0)], WEEK_MS), MONTH_MS)).message).toContain('divides a day');
  expect(errorOf(() => resample(seriesOf([flat(0)], MONTH_MS), 2 * MONTH_MS)).message).toContain(
    'shorter than a month',
  );
});

test('a candle that reaches into the next bucket is refused: its close would be known too early', () => {
  const series = seriesOf([flat(HOUR / 2), flat(3.5 * HOUR)]);
  expect(errorOf(() => resample(series, 4 * HOUR))).toMatchObject({
    code: 'resample-straddles',
    message:
      'Expected candles of TEST to lie within one bucket of 4h, was one at 1970-01-01T03:30:00.000Z that reaches into the next.',
  });
});
