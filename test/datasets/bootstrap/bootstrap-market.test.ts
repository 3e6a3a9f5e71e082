import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootstrapMarket } from '../../../datasets/bootstrap/bootstrap-market.ts';
import { loadCandles } from '../../../datasets/load-candles.ts';
import { pickCandles } from '../../../datasets/slice-series.ts';
import { createSyntheticMarket } from '../../../datasets/synthetic/synthetic-market.ts';
import type { CandleSeries } from '../../../engine/model/index.ts';
import { candleArbitrary, errorOf, seriesOf } from '../support/candle-arbitrary.ts';
import { referenceAbsent, referenceData } from '../support/reference.ts';
import { autocorrelationOf, correlationOf, logReturnsOf } from '../support/statistics.ts';

const HOUR = 3_600_000;

/** Made candles stand for real ones: correlated, clustered, with a lead-lag edge of ten candles. */
const market = createSyntheticMarket({
  seed: 9,
  symbols: ['A', 'B'],
  candles: 20_000,
  regimes: false,
  jumps: 0,
  missing: 0,
  correlation: 0.7,
  clustering: { deviation: 0.5, halfLife: 4 },
  edges: { momentum: { sharpe: 40, candles: 1 }, leadLag: [{ leader: 'A', follower: 'B', lag: 300, sharpe: 40 }] },
});
const real = market.series as readonly [CandleSeries, CandleSeries];
const returns = real.map(logReturnsOf) as [Float64Array, Float64Array];

describe('every made candle', () => {
  test('is a candle, at a real time, and repeats the real candle it names', () => {
    fc.assert(
      fc.property(
        candleArbitrary({ minLength: 3 }),
        fc.nat(),
        fc.double({ min: 1, max: 20, noNaN: true }),
        (candles, seed, blockLength) => {
          // Prices a factor of 1e18 apart multiply out of the doubles: bring them near each other.
          const near = candles.map(({ time, open, high, low, close, volume }) => {
            const shrink = (price: number) => 100 + Math.log(price);
            return { time, open: shrink(open), high: shrink(high), low: shrink(low), close: shrink(close), volume };
          });
          const source = seriesOf(near);
          const { series, sources } = bootstrapMarket([source], { seed, blockLength });
          const [made] = series as [CandleSeries];
          expect(made).toMatchObject({ symbol: 'TEST', intervalMs: HOUR, length: source.length });
          expect(made.time).toEqual(source.time);
          let before = source.open[0] as number;
          for (let k = 0; k < made.length; k++) {
            const row = source.time.indexOf(sources[k] as number);
            expect(row).toBeGreaterThan(0);
            const [o, h, l, c] = [made.open[k], made.high[k], made.low[k], made.close[k]] as [
              number,
              number,
              number,
              number,
            ];
            if (!(l <= Math.min(o, c) && Math.max(o, c) <= h && l > 0)) throw new Error(`Candle ${k}: ${[o, h, l, c]}`);
            const last = source.close[row - 1] as number;
            for (const [price, from] of [
              [o, source.open],
              [h, source.high],
              [l, source.low],
              [c, source.close],
            ] as const) {
              expect(price / before / ((from[row] as number) / last)).toBeCloseTo(1, 12);
            }
            expect(made.volume[k]).toBe(source.volume[row]);
            before = c;
          }
        },
      ),
      { seed: 1, numRuns: 150 },
    );
  });

  test('has a range around open and close even where the source has not', () => {
    const rows = [1, 2, 3].map((k) => ({ time: k * HOUR, open: 12, high: 11, low: 9, close: 8, volume: 1 }));
    const { high, low, open, close } = bootstrapMarket([seriesOf(rows)]).series[0] as CandleSeries;
    expect(high).toEqual(open);
    expect(low).toEqual(close);
  });
});

describe('blocks', () => {
  const { series, sources } = bootstrapMarket(real, { seed: 2, blockLength: 12 });
  const made = series.map(logReturnsOf) as [Float64Array, Float64Array];

  test('are the same for all instruments, so that correlation stays', () => {
    for (const [k, one] of series.entries()) {
      const volumes = new Map(Array.from((real[k] as CandleSeries).time, (time, i) => [time, real[k]?.volume[i]]));
      expect([...one.volume]).toEqual(Array.from(sources, (time) => volumes.get(time)));
    }
    expect(Math.abs(correlationOf(made[0], made[1]) - correlationOf(returns[0], returns[1]))).toBeLessThan(0.02);
  });

  test('keep what follows within them, but for the share that is broken', () => {
    const kept = autocorrelationOf(made[0], 1) / autocorrelationOf(returns[0], 1);
    expect(autocorrelationOf(returns[0], 1)).toBeGreaterThan(0.2);
    // One step in twelve begins a block.
    expect(Math.abs(kept - 11 / 12)).toBeLessThan(4 / Math.sqrt(20_000) / 0.2);
    const sizes = [returns[0], made[0]].map((x) => autocorrelationOf(x.map(Math.abs), 1)) as [number, number];
    expect(sizes[1]).toBeGreaterThan(0.6 * sizes[0]);
  });

  test('destroy what predicts further', () => {
    const lead = (pair: [Float64Array, Float64Array]) => correlationOf(pair[1].subarray(300), pair[0]);
    expect(lead(returns)).toBeGreaterThan(0.2);
    expect(Math.abs(lead(made))).toBeLessThan(4 / Math.sqrt(20_000));
  });

  test('of one candle leave no order at all', () => {
    const alone = logReturnsOf(bootstrapMarket(real, { blockLength: 1 }).series[0] as CandleSeries);
    expect(Math.abs(autocorrelationOf(alone, 1))).toBeLessThan(4 / Math.sqrt(20_000));
  });

  test('have a length that is chosen where none is given, longer where volatility clusters longer', () => {
    const chosen = [2, 60].map((halfLife) => {
      const input = { symbols: ['A'], candles: 5000, regimes: false, clustering: { deviation: 0.6, halfLife } };
      return bootstrapMarket(createSyntheticMarket(input).series).blockLength;
    }) as [number, number];
    expect(chosen[0]).toBeGreaterThan(2);
    expect(chosen[1]).toBeGreaterThan(2 * chosen[0]);
  });
});

describe('the same seed gives the same bytes', () => {
  test('pinned', () => {
    const { series, blockLength } = bootstrapMarket(real, { seed: 5, blockLength: 24 });
    expect(blockLength).toBe(24);
    expect(series.map(({ id }) => id.slice(0, 16))).toEqual(['8ced11ca6cdb0cbe', '66c331b6b51cd822']);
  });

  test('the length chosen is the same everywhere too', () => {
    expect(bootstrapMarket(real).blockLength).toBe(51.54346570302503);
  });

  test('another seed, another market', () => {
    const ids = [1, 2].map((seed) => bootstrapMarket(real, { seed, blockLength: 24 }).series[0]?.id);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('gaps', () => {
  const rows = Array.from({ length: 40 }, (_, k) => k).filter((k) => k % 10 < 7);
  const holed = pickCandles(real[0], rows);

  test('are where they were; the moves over them are drawn like any other', () => {
    const { series, sources } = bootstrapMarket([holed], { blockLength: 2 });
    expect(series[0]?.time).toEqual(holed.time);
    const afterGap = new Set([10, 20, 30].map((k) => real[0].time[k]));
    expect([...sources].some((time) => afterGap.has(time))).toBe(true);
  });

  test('can be skipped: no move over a gap is drawn', () => {
    const afterGap = new Set([0, 10, 20, 30].map((k) => real[0].time[k]));
    for (let seed = 0; seed < 20; seed++) {
      const { sources } = bootstrapMarket([holed], { blockLength: 2, gaps: 'skip', seed });
      expect([...sources].some((time) => afterGap.has(time))).toBe(false);
    }
  });

  test('of one instrument are gaps of all', () => {
    const { series } = bootstrapMarket([real[1], holed], { blockLength: 2 });
    expect(series.map(({ symbol, length }) => `${symbol} ${length}`)).toEqual(['B 28', 'A 28']);
    expect(series[0]?.time).toEqual(holed.time);
  });
});

describe('refused', () => {
  test.each([
    [{ seed: -1 }, 'Expected seed to be a whole number >= 0, was -1.'],
    [{ seed: 0.5 }, 'Expected seed to be a whole number >= 0, was 0.5.'],
    [{ blockLength: 0.5 }, 'Expected blockLength to be a number >= 1, was 0.5.'],
    [{ blockLength: Number.NaN }, 'Expected blockLength to be a number >= 1, was NaN.'],
  ])('%o', (options, message) => {
    expect(errorOf(() => bootstrapMarket(real, options))).toMatchObject({ kind: 'ConfigError', message });
  });

  test('too little to draw from', () => {
    const one = pickCandles(real[0], [0]);
    expect(errorOf(() => bootstrapMarket([one]))).toMatchObject({ code: 'bootstrap-short' });
    expect(errorOf(() => bootstrapMarket([]))).toMatchObject({ code: 'bootstrap-short' });
    const apart = pickCandles(real[0], [0, 5, 10]);
    expect(bootstrapMarket([apart]).series[0]?.length).toBe(3);
    expect(errorOf(() => bootstrapMarket([apart], { gaps: 'skip' }))).toMatchObject({ code: 'bootstrap-short' });
  });

  test('a price that leaves the doubles', () => {
    const rows = Array.from({ length: 400 }, (_, k) => {
      const price = k % 2 === 0 ? 1e-150 : 1e150;
      return { time: k * HOUR, open: price, high: price, low: price, close: price, volume: 0 };
    });
    expect(errorOf(() => bootstrapMarket([seriesOf(rows)], { blockLength: 1 }))).toMatchObject({
      code: 'bootstrap-range',
    });
  });
});

test.skipIf(referenceAbsent !== null)(
  `real hours of BTC and ETH: correlation stays (${referenceAbsent ?? 'present'})`,
  async () => {
    const files = ['BTCUSDT_1h_binance.csv.gz', 'ETHUSDT_1h_binance.csv.gz'];
    const loaded = await Promise.all(files.map((file) => loadCandles(join(referenceData, file))));
    const hours = loaded.map(({ series }) => series);
    const { series, blockLength } = bootstrapMarket(hours, { seed: 1 });
    expect(series.map(({ length }) => length)).toEqual([64_524, 64_524]);
    expect(blockLength).toBeGreaterThan(20);
    const [before, after] = [hours, series].map((pair) => {
      const [x, y] = pair.map(logReturnsOf) as [Float64Array, Float64Array];
      return correlationOf(x, y);
    }) as [number, number];
    expect(before).toBeGreaterThan(0.7);
    expect(Math.abs(after - before)).toBeLessThan(0.05);
  },
);
