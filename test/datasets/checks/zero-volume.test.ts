import { expect, test } from 'vitest';
import { checkZeroVolume } from '../../../datasets/checks/zero-volume.ts';
import { seriesOf } from '../support/candle-arbitrary.ts';

const of = (volumes: readonly number[]) =>
  checkZeroVolume(
    seriesOf(volumes.map((volume, n) => ({ time: n * 3_600_000, open: 2, high: 3, low: 1, close: 2.5, volume }))),
  );

test.each([
  [[1, 2], 'ok', 0, 'Every candle has volume.', []],
  [[1, 0, 3, 0], 'note', 2, '2 candles with volume 0.', [1, 3]],
  [[0, 5], 'note', 1, '1 candle with volume 0.', [0]],
  [[0, 0], 'note', 2, 'Volume is 0 throughout.', []],
])('%j', (volumes, severity, count, summary, hours) => {
  const found = of(volumes);
  expect(found).toMatchObject({ severity, count, base: volumes.length, summary });
  expect(found.examples.map(({ time }) => time / 3_600_000)).toEqual(hours);
});
