import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bufferUnder } from '../../datasets/candle-columns.ts';
import { candlesOf } from '../../datasets/describe.ts';
import { sliceSeries } from '../../datasets/slice-series.ts';
import { candleArbitrary, seriesOf } from './support/candle-arbitrary.ts';

const HOUR = 3_600_000;

test('keeps open times from inclusive to exclusive, as a filter does', () => {
  const offset = fc.option(fc.integer({ min: -2, max: 2000 }));
  fc.assert(
    fc.property(
      candleArbitrary({ gapsInTen: 4 }),
      offset,
      offset,
      fc.integer({ min: -1, max: 1 }),
      (candles, a, b, shift) => {
        const first = candles[0]?.time ?? 0;
        const at = (n: number | null) => (n === null ? null : first + n * HOUR + shift);
        const [from, to] = [at(a), at(b)];
        const slice = sliceSeries(seriesOf(candles), from, to);
        const expected = candles.filter(({ time }) => time >= (from ?? -Infinity) && time < (to ?? Infinity));
        expect(candlesOf(slice)).toEqual(expected);
        expect(slice.id).toBe(seriesOf(expected).id);
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});

test('what was cut off cannot be reached through the slice', () => {
  const series = seriesOf([0, 1, 2, 3].map((n) => ({ time: n * HOUR, open: 1, high: 1, low: 1, close: 1, volume: 1 })));
  const slice = sliceSeries(series, null, 2 * HOUR);
  expect(slice.length).toBe(2);
  expect(bufferUnder(slice)?.byteLength).toBe(2 * 48);
});

test('nothing cut off gives the same series', () => {
  const series = seriesOf([0, 1].map((n) => ({ time: n * HOUR, open: 1, high: 1, low: 1, close: 1, volume: 1 })));
  expect(sliceSeries(series, null, null)).toBe(series);
  expect(sliceSeries(series, 0, 2 * HOUR)).toBe(series);
  expect(sliceSeries(series, 2 * HOUR, null).length).toBe(0);
});
