import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candlesOf } from '../../datasets/describe.ts';
import { resample } from '../../datasets/resample.ts';
import type { Candle } from '../../engine/model/index.ts';
import { candleArbitrary, errorOf, seriesOf } from './support/candle-arbitrary.ts';

const HOUR = 3_600_000;

/** The same by grouping objects. */
function resampledPlainly(candles: readonly Candle[], intervalMs: number, keepPartial: boolean): Candle[] {
  const groups = new Map<number, Candle[]>();
  for (const candle of candles) {
    const bucket = candle.time - (candle.time % intervalMs);
    groups.set(bucket, [...(groups.get(bucket) ?? []), candle]);
  }
  const whole = [...groups].map(([time, group]) => ({
    time,
    open: group[0]?.open ?? NaN,
    high: Math.max(...group.map(({ high }) => high)),
    low: Math.min(...group.map(({ low }) => low)),
    close: group.at(-1)?.close ?? NaN,
    volume: group.reduce((sum, { volume }) => sum + volume, 0),
  }));
  const last = candles.at(-1)?.time ?? 0;
  const full = (last + HOUR) % intervalMs === 0;
  return full || keepPartial ? whole : whole.slice(0, -1);
}

test.each([2, 3, 4, 6, 8, 12, 24])('hours to %i hours are what grouping gives', (factor) => {
  fc.assert(
    fc.property(candleArbitrary({ minLength: 1 }), fc.boolean(), (candles, keepPartial) => {
      const out = resample(seriesOf(candles), factor * HOUR, { keepPartial });
      expect(out.intervalMs).toBe(factor * HOUR);
      expect(candlesOf(out)).toEqual(resampledPlainly(candles, factor * HOUR, keepPartial));
    }),
    { seed: 1, numRuns: 150 },
  );
});

const flat = (time: number): Candle => ({ time, open: 1, high: 1, low: 1, close: 1, volume: 1 });

describe('the end of the series', () => {
  const hours = (count: number) => seriesOf(Array.from({ length: count }, (_, n) => flat(n * HOUR)));

  test('a bucket that its candles fill is kept', () => expect(resample(hours(8), 4 * HOUR).length).toBe(2));
  test('one that they do not is dropped, or kept on demand', () => {
    expect(resample(hours(7), 4 * HOUR).length).toBe(1);
    expect(resample(hours(7), 4 * HOUR, { keepPartial: true }).length).toBe(2);
    expect(resample(hours(3), 4 * HOUR).length).toBe(0);
  });
  test('a bucket whose last hour is there counts as full, whatever is missing before', () => {
    expect(resample(seriesOf([flat(3 * HOUR)]), 4 * HOUR).length).toBe(1);
  });
});

test('days before 1970 are days too', () => {
  const out = resample(seriesOf([flat(-25 * HOUR), flat(-24 * HOUR), flat(-HOUR)]), 24 * HOUR);
  expect([...out.time]).toEqual([-48 * HOUR, -24 * HOUR]);
});

test('its own interval gives the same series', () => {
  const series = seriesOf([flat(0)]);
  expect(resample(series, HOUR)).toBe(series);
});

test.each([HOUR / 2, 1.5 * HOUR, 5 * HOUR, 48 * HOUR, 0, -HOUR, NaN])('%i ms is refused for hours', (intervalMs) => {
  expect(errorOf(() => resample(seriesOf([flat(0)]), intervalMs))).toMatchObject({ code: 'resample-interval' });
});

test('a candle that reaches into the next bucket is refused: its close would be known too early', () => {
  const series = seriesOf([flat(HOUR / 2), flat(3.5 * HOUR)]);
  expect(errorOf(() => resample(series, 4 * HOUR))).toMatchObject({
    code: 'resample-straddles',
    message:
      'Expected candles of TEST to lie within one bucket of 4h, was one at 1970-01-01T03:30:00.000Z that reaches into the next.',
  });
});
