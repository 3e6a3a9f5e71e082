import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureQuality } from '../../../datasets/checks/candle-quality.ts';
import { checkOhlc } from '../../../datasets/checks/ohlc-consistency.ts';
import { candleArbitrary, seriesOf } from '../support/candle-arbitrary.ts';

const HOUR = 3_600_000;

test('opens and closes outside of low to high are counted and shown', () => {
  const good = { open: 10, high: 12, low: 9, close: 11, volume: 1 };
  const changes = [{}, { open: 12.5 }, { open: 8 }, {}, { close: 12.1 }, { close: 8.9 }, { open: 12, close: 9 }];
  const found = checkOhlc(seriesOf(changes.map((change, n) => ({ ...good, ...change, time: n * HOUR }))));
  expect(found).toMatchObject({
    severity: 'error',
    count: 4,
    base: 7,
    summary: '4 candles with open or close outside [low, high].',
  });
  expect(found.examples.map(({ time }) => time / HOUR)).toEqual([1, 2, 4, 5]);
  expect(found.examples[0]?.values).toEqual({ open: 12.5, high: 12, low: 9, close: 11 });
});

test('the count is that of the cheap summary; five examples are shown', () => {
  fc.assert(
    fc.property(candleArbitrary(), fc.array(fc.nat(59), { maxLength: 30 }), (candles, broken) => {
      const series = seriesOf(candles.map((one, k) => (broken.includes(k) ? { ...one, close: one.high * 2 } : one)));
      const found = checkOhlc(series);
      expect(found.count).toBe(measureQuality(series, { file: '', sha256: '' }).outside);
      expect(found.examples.length).toBe(Math.min(5, found.count));
      expect(found.severity).toBe(found.count === 0 ? 'ok' : 'error');
    }),
    { seed: 1 },
  );
});
