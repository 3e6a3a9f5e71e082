import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinParts } from '../../datasets/join-series.ts';
import type { Candle } from '../../engine/model/index.ts';
import { candleArbitrary, errorOf, seriesOf } from './support/candle-arbitrary.ts';

const HOUR = 3_600_000;
const candle = (hour: number, close = 1): Candle => ({
  time: hour * HOUR,
  open: 1,
  high: 9,
  low: 1,
  close,
  volume: hour,
});
const part = (file: string, ...hours: number[]) => ({ file, series: seriesOf(hours.map((hour) => candle(hour))) });

test('parts in any order are the whole', () => {
  const cut = candleArbitrary({ minLength: 4 }).chain((candles) =>
    fc.tuple(
      fc.constant(candles),
      fc.integer({ min: 1, max: candles.length - 2 }),
      fc.integer({ min: 1, max: candles.length - 2 }),
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
    ),
  );
  fc.assert(
    fc.property(cut, ([candles, a, b, order]) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b) + 1];
      const pieces = [candles.slice(0, first), candles.slice(first, second), candles.slice(second)];
      const parts = order.map((k) => ({ file: `${k}.csv`, series: seriesOf(pieces[k] ?? []) }));
      const { series, repairs } = joinParts(parts, false);
      expect(series.id).toBe(seriesOf(candles).id);
      expect(repairs).toEqual([]);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('parts that overlap are refused, or leave out what an earlier one has', () => {
  const parts = [part('feb', 3, 4, 5), part('jan', 1, 2, 3, 4)];
  expect(errorOf(() => joinParts(parts, false))).toMatchObject({
    code: 'parts-overlap',
    message: 'feb: expected candles after 1970-01-01T04:00:00.000Z, the last of jan, was 1970-01-01T03:00:00.000Z.',
    details: { file: 'feb', repair: 'keep-first' },
  });
  const { series, repairs } = joinParts(parts, true);
  expect([...series.time]).toEqual([1, 2, 3, 4, 5].map((hour) => hour * HOUR));
  expect(series.id).toBe(part('x', 1, 2, 3, 4, 5).series.id);
  expect(repairs).toEqual(
    [3, 4].map((hour) => ({
      file: 'feb',
      place: hour - 2,
      repair: 'keep-first',
      reason: `1970-01-01T0${hour}:00:00.000Z was there with the same values`,
    })),
  );
});

test('another value of a candle that is there is named', () => {
  const other = { file: 'b', series: seriesOf([candle(2, 5), candle(3)]) };
  const { repairs } = joinParts([part('a', 1, 2), other], true);
  expect(repairs.map(({ reason }) => reason)).toEqual(['1970-01-01T02:00:00.000Z was there with close 1, here 5']);
});

test('a candle inside the span of an earlier part, but not in it, is refused', () => {
  expect(errorOf(() => joinParts([part('a', 1, 3), part('b', 2, 4)], true)).message).toBe(
    'b: expected a candle at 1970-01-01T02:00:00.000Z in a too, which goes on until 1970-01-01T03:00:00.000Z, was none.',
  );
});

test('parts are of one interval and one symbol', () => {
  const day = { file: 'd', series: seriesOf([candle(24)], 24 * HOUR) };
  const other = { file: 'o', series: seriesOf([candle(5)], HOUR, 'OTHER') };
  expect(errorOf(() => joinParts([part('a', 1), day], false)).message).toBe(
    'd: expected candles of 1h as in a, was 1d.',
  );
  expect(errorOf(() => joinParts([part('a', 1), other], false))).toMatchObject({ code: 'symbol-mixed' });
  expect(errorOf(() => joinParts([], false))).toMatchObject({ code: 'no-candles' });
});
