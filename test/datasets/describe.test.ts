import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureQuality } from '../../datasets/checks/candle-quality.ts';
import { describe, inspectCandles } from '../../datasets/describe.ts';
import { seriesOf } from './support/candle-arbitrary.ts';

test('a file is described by its ends, its range and its quality', async () => {
  const seen = await inspectCandles(join(import.meta.dirname, 'fixtures/plain_1h.csv'), { symbol: 'BTC' }, 1);
  expect(seen).toMatchObject({
    interval: '1h',
    first: '2017-08-17T04:00:00.000Z',
    last: '2017-08-17T06:00:00.000Z',
    coverage: 1,
    lowest: 4261.32,
    highest: 4345.45,
    quality: { symbol: 'BTC', rows: 3 },
  });
  expect(seen.head).toEqual([
    { time: 1502942400000, open: 4261.48, high: 4313.62, low: 4261.32, close: 4308.83, volume: 47.181009 },
  ]);
  expect(seen.tail.map(({ time }) => time)).toEqual([1502949600000]);
});

test.each([
  [0, [], []],
  [2, [0, 1], [3, 4]],
  [3, [0, 1, 2], [3, 4]],
  [9, [0, 1, 2, 3, 4], []],
])('%i rows from each end show no candle twice', (rows, head, tail) => {
  const series = seriesOf(
    [0, 1, 2, 3, 4].map((time) => ({ time, open: 1, high: 1, low: 1, close: 1, volume: 1 })),
    1,
  );
  const seen = describe(series, measureQuality(series, { file: 'x', sha256: '' }), rows);
  expect(seen.head.map(({ time }) => time)).toEqual(head);
  expect(seen.tail.map(({ time }) => time)).toEqual(tail);
});

test('coverage is what is there of what would be there', () => {
  const series = seriesOf(
    [0, 1, 4, 9].map((time) => ({ time, open: 1, high: 1, low: 1, close: 1, volume: 1 })),
    1,
  );
  expect(describe(series, measureQuality(series, { file: 'x', sha256: '' })).coverage).toBe(0.4);
});
