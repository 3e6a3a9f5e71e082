import { describe, expect, test } from 'vitest';
import { createSyntheticMarket } from '../../../datasets/synthetic/synthetic-market.ts';
import type { SyntheticInput } from '../../../datasets/synthetic/synthetic-schema.ts';
import type { CandleSeries } from '../../../engine/model/index.ts';
import { autocorrelationOf, correlationOf, logReturnsOf, meanOf } from '../support/statistics.ts';

/** Nothing but noise, of one volatility. */
const plain: SyntheticInput = { regimes: false, jumps: 0, missing: 0, tickDecimals: 9, volatility: 0.2 };
const only = (input: SyntheticInput): CandleSeries =>
  createSyntheticMarket({ ...plain, symbols: ['A'], correlation: 0, ...input }).series[0] as CandleSeries;

const everything: SyntheticInput = {
  seed: 42,
  symbols: ['A', 'B', 'C'],
  candles: 1500,
  correlation: [
    [1, 0.5, -0.2],
    [0.5, 1, 0.1],
    [-0.2, 0.1, 1],
  ],
  clustering: { deviation: 0.5 },
  degreesOfFreedom: 4,
  jumps: 100,
  missing: 0.01,
  edges: {
    momentum: { sharpe: 2 },
    reversion: { sharpe: 1 },
    leadLag: [{ leader: 'A', follower: 'B', lag: 3, sharpe: 3 }],
  },
};

describe('the same spec gives the same bytes', () => {
  test('pinned with every setting switched on', () => {
    const { series, edges } = createSyntheticMarket(everything);
    expect(series.map(({ id }) => id.slice(0, 16))).toEqual([
      'da547294713f1201',
      '6383872cc5c2ade7',
      'bacdaa4645432a2a',
    ]);
    expect(edges.map(({ kind, symbol, source }) => `${kind} ${source} ${symbol}`)).toEqual([
      'momentum A A',
      'reversion A A',
      'momentum B B',
      'reversion B B',
      'lead-lag A B',
      'momentum C C',
      'reversion C C',
    ]);
  });

  test('a longer market begins with the shorter one', () => {
    const short = createSyntheticMarket({ ...everything, candles: 300, missing: 0 });
    const long = createSyntheticMarket({ ...everything, candles: 700, missing: 0 });
    for (const [k, { close, volume }] of short.series.entries()) {
      expect(long.series[k]?.close.subarray(0, 300)).toEqual(close);
      expect(long.series[k]?.volume.subarray(0, 300)).toEqual(volume);
    }
    for (const [k, { forecast }] of short.edges.entries()) {
      expect(long.edges[k]?.forecast.subarray(0, 300)).toEqual(forecast);
    }
  });
});

describe('correlation', () => {
  const matrix = [
    [1, 0.8, -0.3],
    [0.8, 1, 0],
    [-0.3, 0, 1],
  ];

  test.each<[string, SyntheticInput]>([
    ['of plain noise', {}],
    ['with clusters and fat tails', { clustering: { deviation: 0.4, halfLife: 20 }, degreesOfFreedom: 6 }],
  ])('is the matrix asked for: %s', (_, input) => {
    const candles = 40_000;
    const { series } = createSyntheticMarket({
      ...plain,
      ...input,
      symbols: ['A', 'B', 'C'],
      correlation: matrix,
      candles,
    });
    const returns = series.map(logReturnsOf);
    for (const [i, row] of matrix.entries()) {
      for (const [j, asked] of row.entries()) {
        if (j >= i) continue;
        const [x, y] = [returns[i], returns[j]] as [Float64Array, Float64Array];
        const [mx, my] = [meanOf(x.map((v) => v * v)), meanOf(y.map((v) => v * v))];
        // The delta method, from the sample itself, since wild candles come together.
        const influence = x.map((v, t) => {
          const [a, b] = [v / Math.sqrt(mx), (y[t] as number) / Math.sqrt(my)];
          return a * b - (asked * (a * a + b * b)) / 2;
        });
        const error = Math.sqrt(meanOf(influence.map((v) => v * v)) / candles);
        expect(error).toBeLessThan(0.02);
        expect(Math.abs(correlationOf(x, y) - asked)).toBeLessThan(4 * error);
      }
    }
  });

  test('jumps have it too', () => {
    const { series } = createSyntheticMarket({
      ...plain,
      interval: '1d',
      volatility: 0.01,
      jumps: 365,
      jumpSize: 0.02,
      symbols: ['A', 'B', 'C'],
      correlation: matrix,
      candles: 3000,
      price: 1e6,
    });
    const jumps = series.map(({ open, close }) =>
      Float64Array.from(open.subarray(1), (o, i) => Math.log(o / (close[i] as number))),
    );
    const error = 1 / Math.sqrt(2999);
    expect(Math.abs(correlationOf(jumps[0] as Float64Array, jumps[1] as Float64Array) - 0.8)).toBeLessThan(4 * error);
    expect(Math.abs(correlationOf(jumps[0] as Float64Array, jumps[2] as Float64Array) + 0.3)).toBeLessThan(4 * error);
  });
});

describe('clustering', () => {
  const [deviation, halfLife, candles] = [0.4, 12, 300_000] as const;
  const returns = logReturnsOf(only({ interval: '1m', candles, clustering: { deviation, halfLife } }));
  const squares = returns.map((r) => r * r);

  test('squared returns are autocorrelated as the formula says', () => {
    // Log-normal volatility: (exp(4 d^2 p^k) - 1) / (3 exp(4 d^2) - 1).
    const persistence = 2 ** (-1 / halfLife);
    // Squares of squares have no short formula for their error: over 20 seeds it was 0.007 at most.
    for (const lag of [1, 6, 12, 48]) {
      const asked = (Math.exp(4 * deviation ** 2 * persistence ** lag) - 1) / (3 * Math.exp(4 * deviation ** 2) - 1);
      expect(Math.abs(autocorrelationOf(squares, lag) - asked), `lag ${lag}`).toBeLessThan(0.025);
    }
    expect(autocorrelationOf(squares, 1)).toBeGreaterThan(0.1);
  });

  test('kurtosis is 3 exp(4 d^2), variance what was asked', () => {
    const variance = meanOf(squares);
    const kurtosis = meanOf(squares.map((s) => s * s)) / variance ** 2;
    expect(kurtosis / (3 * Math.exp(4 * deviation ** 2))).toBeGreaterThan(0.9);
    expect(kurtosis / (3 * Math.exp(4 * deviation ** 2))).toBeLessThan(1.1);
    expect(Math.sqrt(variance * 525_600) / 0.2).toBeGreaterThan(0.98);
    expect(Math.sqrt(variance * 525_600) / 0.2).toBeLessThan(1.02);
  });

  test('returns themselves cannot be predicted', () => {
    // Heteroscedastic: the error of an autocorrelation is sqrt(1 + that of the squares x (kurtosis - 1)) / sqrt(n).
    for (const lag of [1, 2, 12]) {
      const product = returns.subarray(lag).map((r, i) => r * (returns[i] as number));
      const error = Math.sqrt(meanOf(product.map((v) => v * v)) / product.length);
      expect(Math.abs(meanOf(product))).toBeLessThan(4 * error);
    }
  });

  test('switched off, squared returns are not autocorrelated', () => {
    const quiet = logReturnsOf(only({ interval: '1m', candles: 100_000 })).map((r) => r * r);
    for (const lag of [1, 6, 12]) expect(Math.abs(autocorrelationOf(quiet, lag))).toBeLessThan(4 / Math.sqrt(1e5));
  });
});

describe('fat tails', () => {
  /** Hill's estimate of the tail index from the k largest of |x|. */
  function tailIndexOf(x: Float64Array, k: number): number {
    const sorted = x.map(Math.abs).sort().reverse();
    return 1 / meanOf(sorted.subarray(0, k).map((v) => Math.log(v / (sorted[k] as number))));
  }

  test.each([2.5, 4])('the tail index is the degrees of freedom: %d', (degreesOfFreedom) => {
    const k = 400;
    const returns = logReturnsOf(only({ interval: '1m', candles: 400_000, degreesOfFreedom }));
    // Standard error index / sqrt(k); the finite sample pulls the estimate towards the middle of the distribution.
    expect(Math.abs(tailIndexOf(returns, k) / degreesOfFreedom - 1)).toBeLessThan(4 / Math.sqrt(k));
    expect(tailIndexOf(logReturnsOf(only({ interval: '1m', candles: 400_000 })), k)).toBeGreaterThan(8);
  });

  test('volatility stays what was asked', () => {
    const returns = logReturnsOf(only({ candles: 100_000, degreesOfFreedom: 5 }));
    const variance = meanOf(returns.map((r) => r * r));
    // Kurtosis 9 at 5 degrees.
    expect(Math.abs((variance * 8760) / 0.04 - 1)).toBeLessThan(4 * Math.sqrt(8 / 100_000));
  });

  test('wild candles have wide ranges', () => {
    const { high, low, close } = only({ candles: 20_000, degreesOfFreedom: 3 });
    const range = Float64Array.from(high.subarray(1), (h, i) => Math.log(h / (low[i + 1] as number)));
    const moves = logReturnsOf({ close }).map(Math.abs);
    expect(range.every((r, i) => r >= (moves[i] as number) - 1e-9)).toBe(true);
    const wild = range.filter((_, i) => (moves[i] as number) > 0.01);
    expect(wild.length).toBeGreaterThan(20);
    expect(meanOf(wild) / meanOf(range)).toBeGreaterThan(3);
  });
});

test('without edges everything else leaves a martingale: the mean over many markets stays', () => {
  const symbols = Array.from({ length: 1000 }, (_, n) => `S${n}`);
  const { series } = createSyntheticMarket({
    ...plain,
    symbols,
    correlation: 0,
    volatility: 0.6,
    degreesOfFreedom: 3,
    clustering: { deviation: 0.5, halfLife: 5 },
    jumps: 365,
    jumpSize: 0.05,
    candles: 200,
    interval: '1d',
  });
  const ends = series.map(({ close }) => (close[199] as number) / 100);
  const mean = meanOf(ends);
  const deviation = Math.sqrt(meanOf(ends.map((e) => (e - mean) ** 2)));
  expect(Math.abs(mean - 1)).toBeLessThan((4 * deviation) / Math.sqrt(ends.length));
});

describe('volume', () => {
  test('rises with the size of the move and with the level of volatility', () => {
    const { volume, close } = only({ candles: 50_000, clustering: { deviation: 0.5, halfLife: 500 } });
    const logs = volume.subarray(1).map(Math.log);
    const moves = logReturnsOf({ close }).map(Math.abs);
    expect(correlationOf(logs, moves)).toBeGreaterThan(0.3);
    // The level is what neighbours share; moves of one candle and the noise of volume are not.
    expect(autocorrelationOf(logs, 1)).toBeGreaterThan(0.2);
    const even = only({ candles: 50_000 }).volume.map(Math.log);
    expect(Math.abs(autocorrelationOf(even, 1))).toBeLessThan(4 / Math.sqrt(50_000));
  });
});
