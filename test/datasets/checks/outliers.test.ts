import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOutliers } from '../../../datasets/checks/outliers.ts';
import { candlesOf } from '../../../datasets/describe.ts';
import { createSyntheticMarket } from '../../../datasets/synthetic/synthetic-market.ts';
import type { Candle } from '../../../engine/model/index.ts';
import { seriesOf } from '../support/candle-arbitrary.ts';

const HOUR = 3_600_000;
const markets = [1, 2, 3].flatMap((seed) => createSyntheticMarket({ seed, candles: 8000 }).series);
const [first] = markets;
if (first === undefined) throw new Error('Expected a market.');
const candles = candlesOf(first);

/** A close at a wrong price, with a high or low that goes with it. */
const misprint = (candle: Candle, factor: number): Candle => {
  const close = candle.close * factor;
  return { ...candle, close, high: Math.max(candle.high, close), low: Math.min(candle.low, close) };
};

test('synthetic markets with jumps and regimes have none', () => {
  for (const series of markets) expect(checkOutliers(series)).toMatchObject({ count: 0, severity: 'ok' });
});

describe('planted', () => {
  // Apart from each other: a wrong price beside a wrong price does not stand alone.
  const places = fc.uniqueArray(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 20 });

  test.each([1.3, 0.7, 10, 0.01])('closes x %s are found, all of them and nothing else', (factor) => {
    fc.assert(
      fc.property(places, (chosen) => {
        const rows = new Set(chosen.map((k) => k * 50));
        const found = checkOutliers(seriesOf(candles.map((one, k) => (rows.has(k) ? misprint(one, factor) : one))));
        expect(found).toMatchObject({ count: rows.size, figures: { reverting: rows.size, wicks: 0 } });
        const times = [...rows].sort((a, b) => a - b).map((k) => candles[k]?.time);
        expect(found.examples.map(({ time }) => time)).toEqual(times.slice(0, 5));
      }),
      { seed: 1, numRuns: 8 },
    );
  });

  test.each([1.4, 0.6])('highs and lows x %s are found', (factor) => {
    fc.assert(
      fc.property(places, (chosen) => {
        const rows = new Set(chosen.map((k) => k * 50));
        const wicked = candles.map((one, k) => {
          if (!rows.has(k)) return one;
          return factor > 1 ? { ...one, high: one.high * factor } : { ...one, low: one.low * factor };
        });
        expect(checkOutliers(seriesOf(wicked)).figures).toEqual({ reverting: 0, wicks: rows.size });
      }),
      { seed: 1, numRuns: 8 },
    );
  });

  test('a wrong open and high of the first candle is found', () => {
    const wrong = candles.map((one, k) => (k === 0 ? { ...one, open: one.open * 4, high: one.high * 4 } : one));
    expect(checkOutliers(seriesOf(wrong))).toMatchObject({ count: 1, figures: { wicks: 1 } });
  });

  test('a jump that stays is none', () => {
    const jumped = candles.map((one, k) =>
      k < 3000 ? one : { ...one, open: one.open * 2, high: one.high * 2, low: one.low * 2, close: one.close * 2 },
    );
    expect(checkOutliers(seriesOf(jumped)).count).toBe(0);
  });
});

test('an example says how far it jumps, and in scales', () => {
  const rows = Array.from({ length: 101 }, (_, n) => {
    // Steps of 1 % up and down: the scale is 1.4826 x log(1.01).
    const close = n === 50 ? 150 : n % 2 === 0 ? 100 : 101;
    return { time: n * HOUR, open: close, high: close, low: close, close, volume: 1 };
  });
  const found = checkOutliers(seriesOf(rows));
  expect(found).toMatchObject({
    count: 1,
    severity: 'warning',
    summary: '1 close that jumps and reverts with the next candle, 0 candles whose high or low stands alone.',
  });
  const { time, values } = found.examples[0] ?? { time: 0, values: {} };
  expect(time).toBe(50 * HOUR);
  expect(values.jump).toBeCloseTo(150 / 101 - 1, 12);
  expect(values.scales).toBeCloseTo(Math.log(150 / 101) / (1.4826 * Math.log(1.01)), 9);
});

test('the scale is that of 50 returns on each side, without the jump and its way back', () => {
  // 51 of the 100 returns around it are of 1 %, 49 of 3 %: one more of these and the median were 3 %.
  const returns = [
    ...Array(400).fill(0.002),
    ...Array(50).fill(0.01),
    1,
    -1,
    0.01,
    ...Array(49).fill(0.03),
    ...Array(400).fill(0.002),
  ] as number[];
  let level = 0;
  const rows = [0, ...returns].map((step, n) => {
    level += n % 2 === 0 || Math.abs(step) === 1 ? step : -step;
    const close = Math.exp(level);
    return { time: n * HOUR, open: close, high: close, low: close, close, volume: 1 };
  });
  const found = checkOutliers(seriesOf(rows));
  expect(found.examples).toHaveLength(1);
  expect(found.examples[0]?.values.scales).toBeCloseTo(1 / (1.4826 * 0.01), 9);
});

test('short series are not judged', () => {
  const spoilt = candles.map((one, k) => (k === 5 ? misprint(one, 3) : one));
  for (let length = 0; length <= 20; length++) expect(checkOutliers(seriesOf(spoilt.slice(0, length))).count).toBe(0);
  expect(checkOutliers(seriesOf(spoilt.slice(0, 21))).count).toBe(1);
});
