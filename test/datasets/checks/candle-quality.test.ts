import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureQuality } from '../../../datasets/checks/candle-quality.ts';
import { candleArbitrary, seriesOf } from '../support/candle-arbitrary.ts';

const HOUR = 3_600_000;
const source = { file: 'x.csv', sha256: 'abc' };
const candle = (time: number, change = {}) => ({ time, open: 10, high: 12, low: 9, close: 11, volume: 5, ...change });

test('clean candles give no warning', () => {
  const quality = measureQuality(seriesOf([candle(0), candle(HOUR)]), source);
  expect(quality).toEqual({
    symbol: 'TEST',
    file: 'x.csv',
    sha256: 'abc',
    rows: 2,
    first: 0,
    last: HOUR,
    intervalMs: HOUR,
    gaps: 0,
    missing: 0,
    longestGap: 0,
    outside: 0,
    zeroVolume: 0,
    warnings: [],
  });
});

test('every kind is counted and said in one sentence', () => {
  const candles = [
    candle(0),
    candle(HOUR, { open: 12.5 }),
    candle(4 * HOUR, { close: 8 }),
    candle(5 * HOUR, { volume: 0 }),
    candle(9 * HOUR, { open: 8.9, volume: 0 }),
    candle(9.5 * HOUR, { close: 12.1 }),
  ];
  const quality = measureQuality(seriesOf(candles), { ...source, warnings: ['First.'] });
  expect(quality).toMatchObject({ gaps: 2, missing: 5, longestGap: 3, outside: 4, zeroVolume: 2 });
  expect(quality.warnings).toEqual([
    'First.',
    '2 gaps with 5 missing candles, the longest 3 after 1970-01-01T05:00:00.000Z; gaps are not filled.',
    '1 step shorter than the interval of 1h.',
    '4 candles with open or close outside [low, high], the first at 1970-01-01T01:00:00.000Z; kept as they are.',
    '2 candles with volume 0.',
  ]);
});

test('of two equally long gaps the first is named', () => {
  const { warnings } = measureQuality(seriesOf([candle(0), candle(3 * HOUR), candle(6 * HOUR)]), source);
  expect(warnings[0]).toContain('2 gaps with 4 missing candles, the longest 2 after 1970-01-01T00:00:00.000Z');
});

test('opens and closes on the edge are inside', () => {
  const quality = measureQuality(
    seriesOf([candle(0, { open: 12, close: 9 }), candle(HOUR, { open: 9, close: 12 })]),
    source,
  );
  expect(quality.outside).toBe(0);
});

test('daily candles without weekends are told from days that are lost', () => {
  const day = 24 * HOUR;
  const friday = 86_400_000;
  const sessions = [0, 3, 4, 5, 6, 7, 10].map((n) => candle(friday + n * day));
  expect(measureQuality(seriesOf(sessions, day), source).warnings.join()).toContain('Weekends have no candles here');
  const always = [0, 1, 2, 5, 6].map((n) => candle(friday + n * day));
  expect(measureQuality(seriesOf(always, day), source).warnings.join()).not.toContain('Weekends');
});

test('volume that is 0 throughout is one sentence', () => {
  const candles = [0, 1, 2].map((n) => candle(n * HOUR, { volume: 0 }));
  expect(measureQuality(seriesOf(candles), source).warnings).toEqual(['Volume is 0 throughout.']);
});

test('rows and missing candles fill the span between first and last', () => {
  fc.assert(
    fc.property(candleArbitrary({ maxLength: 40 }), (candles) => {
      const { rows, missing, first, last, gaps, longestGap } = measureQuality(seriesOf(candles), source);
      expect(rows + missing).toBe((last - first) / HOUR + 1);
      expect(gaps).toBeLessThanOrEqual(missing);
      expect(longestGap).toBeLessThanOrEqual(missing);
    }),
    { seed: 1 },
  );
});
