import fc from 'fast-check';
import { linearRegression, mean, sampleSkewness, sampleStandardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { computeMetrics, METRIC_NAMES, type MetricsInput } from '../../../engine/performance/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2021, 0, 1);

function input(equity: readonly number[], changes: Partial<MetricsInput> = {}): MetricsInput {
  const time = changes.time ?? Float64Array.from(equity, (_, i) => START + (i + 1) * DAY);
  return {
    time,
    equity: Float64Array.from(equity),
    benchmark: Float64Array.from(equity, (_, i) => 100 + i + (i % 3)),
    startingCash: 100,
    spanMs: time[time.length - 1] - START,
    interval: 'day',
    periodsPerYear: 365,
    exposedCandles: 2,
    feesPaid: 1.5,
    slippagePaid: 0.25,
    tradedNotional: 500,
    trades: { count: 4, wins: 3, grossProfit: 30, grossLoss: 10, pnlSum: 20 },
    ...changes,
  };
}

describe('computeMetrics by hand', () => {
  // Daily equity 110, 99, 99, 121 from 100: returns 0.1, -0.1, 0, 2/9.
  const { values, conventions, reasons } = computeMetrics(input([110, 99, 99, 121]));
  const r = [0.1, -0.1, 0, 2 / 9];
  const average = 2 / 9 / 4;
  const deviation = Math.sqrt(r.reduce((s, x) => s + (x - average) ** 2, 0) / 3);

  it('takes growth from the starting cash and from elapsed time', () => {
    expect(values.totalReturn).toBeCloseTo(0.21, 14);
    expect(values.cagr).toBeCloseTo(1.21 ** (365.25 / 4) - 1, 4);
    expect(conventions).toEqual({
      interval: 'day',
      periodsPerYear: 365,
      returns: 4,
      ddof: 1,
      riskFreeRate: 0,
      cagr: 'elapsed',
    });
  });

  it('takes ratios over all returns', () => {
    expect(values.volatility).toBeCloseTo(deviation * Math.sqrt(365), 12);
    expect(values.sharpe).toBeCloseTo((average / deviation) * Math.sqrt(365), 12);
    expect(values.sortino).toBeCloseTo((average / Math.sqrt(0.01 / 4)) * Math.sqrt(365), 12);
    expect(values.omega).toBeCloseTo((0.1 + 2 / 9) / 0.1, 12);
    expect(values.calmar).toBeCloseTo((values.cagr ?? 0) / 0.1, 4);
  });

  it('measures drawdowns from the peak candle to the recovery', () => {
    expect(values.maxDrawdown).toBeCloseTo(0.1, 15);
    expect(values.maxDrawdownDays).toBe(3);
    expect(values.ulcer).toBeCloseTo(Math.sqrt(0.02 / 4), 14);
  });

  it('passes on what was tallied', () => {
    expect(values.exposure).toBe(0.5);
    expect(values.turnover).toBeCloseTo(500 / (429 / 4) / (4 / 365.25), 10);
    expect([values.feesPaid, values.slippagePaid, values.trades]).toEqual([1.5, 0.25, 4]);
    expect([values.winRate, values.profitFactor, values.expectancy]).toEqual([0.75, 3, 5]);
  });

  it('gives a reason where returns are too few', () => {
    expect(values.var95).toBeNull();
    expect(reasons).toEqual({
      var95: 'Fewer than 20 returns.',
      cvar95: 'Fewer than 20 returns.',
      tailRatio: 'Fewer than 20 returns.',
    });
  });
});

describe('computeMetrics', () => {
  it('takes the first peak from the starting cash', () => {
    const { values } = computeMetrics(input([80, 90, 95]));
    expect(values.maxDrawdown).toBeCloseTo(0.2, 15);
    expect(values.maxDrawdownDays).toBe(3);
  });

  it('counts a spell that never recovers up to the last candle', () => {
    expect(computeMetrics(input([120, 110, 100, 119])).values.maxDrawdownDays).toBe(3);
    expect(computeMetrics(input([101, 102, 102, 103])).values.maxDrawdownDays).toBe(0);
  });

  it('puts a candle that closes at midnight into the day that ends', () => {
    const time = Float64Array.from({ length: 50 }, (_, i) => START + (i + 1) * HOUR);
    const equity = Array.from({ length: 50 }, (_, i) => 100 + i);
    const { values, conventions } = computeMetrics(input(equity, { time }));
    // Days end with candles 23 (00:00), 47 and, unfinished, 49.
    const r = [123 / 100 - 1, 147 / 123 - 1, 149 / 147 - 1];
    expect(conventions.returns).toBe(3);
    expect(values.volatility).toBeCloseTo(sampleStandardDeviation(r) * Math.sqrt(365), 12);
  });

  it('has one return less at candles, and no return from the starting cash', () => {
    const { values, conventions } = computeMetrics(input([50, 60, 45], { interval: 'candle', startingCash: 50 }));
    expect(conventions.returns).toBe(2);
    expect(values.totalReturn).toBeCloseTo(-0.1, 15);
    expect(values.sharpe).toBeCloseTo((-0.025 / Math.sqrt(2 * 0.225 ** 2)) * Math.sqrt(365), 12);
  });

  it('agrees with other formulas on random equity', () => {
    const steps = fc.array(fc.double({ min: -0.2, max: 0.25, noNaN: true }), { minLength: 40, maxLength: 120 });
    fc.assert(
      fc.property(steps, steps, (own, market) => {
        const n = Math.min(own.length, market.length);
        const curve = (x: readonly number[]): number[] => {
          let value = 100;
          return x.slice(0, n).map((step) => (value *= 1 + step));
        };
        const equity = curve(own);
        const r = equity.map((v, i) => v / (i === 0 ? 100 : equity[i - 1]) - 1);
        fc.pre(sampleStandardDeviation(r) > 1e-3);
        const benchmark = curve(market);
        const b = benchmark.map((v, i) => v / (i === 0 ? 100 : benchmark[i - 1]) - 1);
        fc.pre(sampleStandardDeviation(b) > 1e-3);
        const { values } = computeMetrics(input(equity, { benchmark: Float64Array.from(benchmark) }));
        expect(values.sharpe).toBeCloseTo((mean(r) / sampleStandardDeviation(r)) * Math.sqrt(365), 9);
        const line = linearRegression(b.map((x, i) => [x, r[i]]));
        expect(values.beta).toBeCloseTo(line.m, 9);
        expect(values.alpha).toBeCloseTo(line.b * 365, 8);
        const bias = Math.sqrt(n * (n - 1)) / (n - 2);
        expect((values.skew ?? Number.NaN) * bias).toBeCloseTo(sampleSkewness(r), 8);

        const sorted = r.toSorted((x, y) => x - y);
        const at = (p: number): number => {
          const h = (n - 1) * p;
          const k = Math.floor(h);
          return k + 1 < n ? sorted[k] + (h - k) * (sorted[k + 1] - sorted[k]) : sorted[k];
        };
        fc.pre(Math.abs(at(0.05)) > 1e-6);
        expect(values.var95).toBeCloseTo(-at(0.05), 13);
        expect(values.cvar95).toBeCloseTo(-mean(sorted.slice(0, Math.floor((n - 1) * 0.05) + 1)), 13);
        expect(values.tailRatio).toBeCloseTo(Math.abs(at(0.95)) / Math.abs(at(0.05)), 6);

        let deepest = 0;
        let squares = 0;
        let longest = 0;
        let peak = 100;
        let peakAt = -1;
        equity.forEach((v, i) => {
          if (v >= peak) {
            peak = v;
            peakAt = i;
          } else {
            deepest = Math.max(deepest, 1 - v / peak);
            squares += (1 - v / peak) ** 2;
            const recovery = equity.findIndex((w, j) => j > peakAt && w >= peak);
            longest = Math.max(longest, (recovery < 0 ? n - 1 : recovery) - peakAt);
          }
        });
        expect(values.maxDrawdown).toBeCloseTo(deepest, 12);
        expect(values.ulcer).toBeCloseTo(Math.sqrt(squares / n), 12);
        expect(values.maxDrawdownDays).toBe(longest);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('says why there is no figure when nothing was traded', () => {
    const { values, reasons } = computeMetrics(
      input(new Array<number>(30).fill(100), {
        trades: { count: 0, wins: 0, grossProfit: 0, grossLoss: 0, pnlSum: 0 },
      }),
    );
    expect([values.totalReturn, values.cagr, values.volatility, values.maxDrawdown, values.trades]).toEqual([
      0, 0, 0, 0, 0,
    ]);
    expect(reasons).toMatchObject({
      sharpe: 'Returns do not vary.',
      sortino: 'No negative return.',
      omega: 'No negative return.',
      calmar: 'No drawdown.',
      tailRatio: 'The 5th percentile of returns is zero.',
      skew: 'Returns do not vary.',
      winRate: 'No closed trade.',
      profitFactor: 'No closed trade.',
      expectancy: 'No closed trade.',
    });
    expect(values.beta).toBe(0);
  });

  it('does not take rounding for variation', () => {
    const equity = Array.from({ length: 60 }, (_, i) => 100 * 1.001 ** (i + 1));
    const { values, reasons } = computeMetrics(input(equity));
    expect(values.sharpe).toBeNull();
    expect(reasons.sharpe).toBe('Returns do not vary.');
  });

  it('has no return figures after a loss of everything', () => {
    const { values, reasons } = computeMetrics(input([100, 50, 0, 0]));
    expect(values.totalReturn).toBe(-1);
    expect(values.maxDrawdown).toBe(1);
    for (const name of ['cagr', 'sharpe', 'calmar', 'var95', 'beta'] as const) {
      expect(values[name]).toBeNull();
      expect(reasons[name]).toBe('Equity reached zero, so returns mean nothing.');
    }
  });

  it('does not annualise less than a day', () => {
    const time = Float64Array.of(START + HOUR, START + 2 * HOUR);
    const { reasons } = computeMetrics(input([101, 102], { time, interval: 'candle' }));
    expect(reasons.cagr).toBe('The span is shorter than a day.');
    expect(reasons.turnover).toBe('The span is shorter than a day.');
    expect(reasons.sharpe).toBe('Fewer than 2 returns.');
    expect(reasons.beta).toBe('Fewer than 3 returns.');
  });

  it('replaces what no number can hold', () => {
    const time = Float64Array.of(START + DAY);
    const { values, reasons } = computeMetrics(input([1e6], { time }));
    expect(values.cagr).toBeNull();
    expect(reasons.cagr).toBe('Beyond the range of a number.');
  });

  it('has a number or a reason for every name, in order', () => {
    const { values, reasons } = computeMetrics(input([110, 99, 99, 121]));
    expect(Object.keys(values)).toEqual([...METRIC_NAMES]);
    for (const name of METRIC_NAMES) expect(values[name] === null).toBe(name in reasons);
  });

  it('refuses columns that cannot be measured', () => {
    expect(() => computeMetrics(input([]))).toThrow('Expected at least one candle to measure, was none.');
    expect(() => computeMetrics(input([1, 2], { benchmark: new Float64Array(3) }))).toThrow(
      'Expected benchmark to hold 2 candles, was 3.',
    );
    expect(() => computeMetrics(input([100, Number.NaN]))).toThrow('Expected equity to be finite at every candle.');
  });
});
