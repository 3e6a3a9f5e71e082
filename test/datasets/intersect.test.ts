import fc from 'fast-check';
import { expect, test } from 'vitest';
import { candlesOf } from '../../datasets/describe.ts';
import { intersect } from '../../datasets/intersect.ts';
import type { Candle } from '../../engine/model/index.ts';
import { errorOf, seriesOf } from './support/candle-arbitrary.ts';

const HOUR = 3_600_000;
const candleAt =
  (price: number) =>
  (n: number): Candle => ({ time: n * HOUR, open: price, high: price, low: price, close: price, volume: n });

test('keeps the times that all have, as sets do', () => {
  const times = fc.uniqueArray(fc.nat(40), { minLength: 15 }).map((list) => [...list].sort((a, b) => a - b));
  fc.assert(
    fc.property(fc.array(times, { minLength: 1, maxLength: 4 }), (lists) => {
      const common = (lists[0] ?? []).filter((time) => lists.every((list) => list.includes(time)));
      fc.pre(common.length > 0);
      const joined = intersect(lists.map((list, k) => seriesOf(list.map(candleAt(k + 1)), HOUR, `S${k}`)));
      expect(joined.map(({ symbol }) => symbol)).toEqual(lists.map((_, k) => `S${k}`));
      for (const [k, series] of joined.entries()) expect(candlesOf(series)).toEqual(common.map(candleAt(k + 1)));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('of nothing is nothing', () => expect(intersect([])).toEqual([]));

test('refuses mixed intervals and candles that never meet', () => {
  const a = seriesOf([1, 2].map(candleAt(1)), HOUR, 'A');
  const b = seriesOf([3, 4].map(candleAt(1)), HOUR, 'B');
  expect(errorOf(() => intersect([a, b]))).toMatchObject({
    code: 'nothing-common',
    message: 'Expected candles that A, B have in common, was none.',
  });
  expect(errorOf(() => intersect([a, seriesOf([candleAt(1)(1)], HOUR / 2, 'C')]))).toMatchObject({
    code: 'interval-mixed',
    message: 'Expected series of one interval, was 3600000 ms (A) and 1800000 ms (C).',
  });
});
