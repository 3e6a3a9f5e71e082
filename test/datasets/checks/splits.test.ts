import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSplits, findSplitLikeJumps } from '../../../datasets/checks/splits.ts';
import { candlesOf } from '../../../datasets/describe.ts';
import { createSyntheticMarket } from '../../../datasets/synthetic/synthetic-market.ts';
import type { Candle } from '../../../engine/model/index.ts';
import { seriesOf } from '../support/candle-arbitrary.ts';

const DAY = 86_400_000;
const spec = { interval: '1d', candles: 1500, volatility: 0.25, missing: 0, jumps: 4 } as const;
const markets = [1, 2, 3].flatMap((seed) => createSyntheticMarket({ ...spec, seed }).series);
const [first] = markets;
if (first === undefined) throw new Error('Expected a market.');
const candles = candlesOf(first);

const times = ({ open, high, low, close, volume, time }: Candle, factor: number, shares = 1 / factor): Candle => ({
  time,
  open: open * factor,
  high: high * factor,
  low: low * factor,
  close: close * factor,
  volume: volume * shares,
});
/** As a split leaves them: prices divided from a day on, volume multiplied. */
const split = (rows: readonly Candle[], at: number, ratio: number, shares = ratio): Candle[] =>
  rows.map((one, k) => (k < at ? one : times(one, 1 / ratio, shares)));

test('synthetic markets with jumps have none', () => {
  for (const series of markets) expect(checkSplits(series)).toMatchObject({ count: 0, severity: 'ok' });
});

test.each([1.5, 2, 3, 4, 7, 10, 20, 1 / 2, 1 / 8, 1 / 10, 1 / 20])('%s for 1 is found on its day', (ratio) => {
  let found = 0;
  for (let at = 100; at < 1500; at += 100) {
    const jumps = findSplitLikeJumps(seriesOf(split(candles, at, ratio), DAY));
    if (jumps.length === 1 && jumps[0]?.time === candles[at]?.time && jumps[0]?.ratio === ratio) found++;
    else expect(jumps).toEqual([]);
  }
  // A split on a day whose own gap is large hides behind it.
  expect(found).toBeGreaterThanOrEqual(12);
});

describe('what is no split', () => {
  test('a price that comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 1400 }), fc.constantFrom(2, 3, 0.5), (at, ratio) => {
        const rows = candles.map((one, k) => (k === at || k === at + 1 ? times(one, 1 / ratio) : one));
        expect(checkSplits(seriesOf(rows, DAY)).count).toBe(0);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  test('a crash, which has a wide first day', () => {
    const rows = split(candles, 500, 2).map((one, k) => (k === 500 ? { ...one, low: one.low * 0.6 } : one));
    expect(checkSplits(seriesOf(rows, DAY)).count).toBe(0);
  });

  test('a fall by a quarter, or between two ratios', () => {
    for (const ratio of [4 / 3, 5 / 4, 1.75, 3.5]) {
      const found = [200, 400, 600].map((at) => checkSplits(seriesOf(split(candles, at, ratio), DAY)).count);
      expect(found).toEqual([0, 0, 0]);
    }
  });
});

test('volume tells whether shares were split too', () => {
  const grown = checkSplits(seriesOf(split(candles, 500, 7), DAY));
  expect(grown).toMatchObject({ count: 1, figures: { withVolume: 1 }, severity: 'warning' });
  expect(grown.summary).toBe(
    `1 jump like an unadjusted split (7:1 on ${new Date(candles[500]?.time ?? 0).toISOString().slice(0, 10)}), 1 with a change of volume that fits.`,
  );
  expect(checkSplits(seriesOf(split(candles, 500, 7, 1), DAY)).figures.withVolume).toBe(0);
  expect(checkSplits(seriesOf(split(candles, 500, 1 / 8), DAY))).toMatchObject({ figures: { withVolume: 1 } });
  const none = findSplitLikeJumps(seriesOf(split(candles, 500, 7, 0), DAY));
  expect(none[0]?.volumeRatio).toBeNull();
});

test('names of ratios', () => {
  const names = [1.5, 2.5, 2, 1 / 8, 1 / 1.5].map(
    (ratio) => checkSplits(seriesOf(split(candles, 700, ratio), DAY)).summary,
  );
  for (const [k, name] of ['3:2', '5:2', '2:1', '1:8', '2:3'].entries()) expect(names[k]).toContain(`(${name} on `);
});
