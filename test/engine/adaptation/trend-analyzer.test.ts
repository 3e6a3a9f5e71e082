import { linearRegression, sampleStandardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { TrendAnalyzer, trendColumns } from '../../../engine/adaptation/index.ts';
import { SlopeStatistic } from '../../../engine/adaptation/slope-statistic.ts';
import { createRandom } from '../../../engine/math/index.ts';
import { prefixOf, syntheticSeries } from './synthetic-series.ts';

const OPTIONS = { fast: 10, slow: 48, adx: 14 };
const series = syntheticSeries(2, [
  { candles: 400, drift: 0.004, volatility: 0.006 },
  { candles: 400, drift: -0.004, volatility: 0.006 },
]);

describe('SlopeStatistic', () => {
  it('is the regression slope over its standard error under a random walk', () => {
    const n = OPTIONS.slow;
    const { tStat } = trendColumns(series, OPTIONS);
    for (let i = n - 1; i < series.length; i += 7) {
      const y = Array.from(series.close.subarray(i - n + 1, i + 1), Math.log);
      const slope = linearRegression(y.map((v, t) => [t, v])).m;
      const returns = y.slice(1).map((v, t) => v - y[t]);
      // What each return moves the slope by, from the definition: the slope of a step at j.
      let squares = 0;
      for (let j = 1; j < n; j++) squares += linearRegression(y.map((_, t) => [t, t >= j ? 1 : 0])).m ** 2;
      expect(tStat[i]).toBeCloseTo(slope / (sampleStandardDeviation(returns) * Math.sqrt(squares)), 9);
    }
  });

  it('calls about one random walk in twenty a trend beyond 2', () => {
    const random = createRandom(3, 0, 'walks');
    let beyond = 0;
    for (let walk = 0; walk < 2000; walk++) {
      const statistic = new SlopeStatistic(100);
      let price = 1;
      let t = Number.NaN;
      for (let i = 0; i < 100; i++) {
        price *= Math.exp(0.01 * random.normal());
        t = statistic.next(price);
      }
      if (Math.abs(t) > 2) beyond++;
    }
    // Expected 2000 x 0.048 = 96, deviation 9.6.
    expect(beyond).toBeGreaterThan(96 - 48);
    expect(beyond).toBeLessThan(96 + 48);
  });

  it('keeps its digits over a long column and far from 1', () => {
    const n = 30;
    const long = syntheticSeries(4, [{ candles: 20_000, drift: 0.001, volatility: 0.001 }], 1);
    const statistic = new SlopeStatistic(n);
    let last = 0;
    for (let i = 0; i < long.length; i++) last = statistic.next(long.close[i]);
    const fresh = new SlopeStatistic(n);
    let anew = 0;
    for (let i = long.length - n; i < long.length; i++) anew = fresh.next(long.close[i]);
    expect(Math.abs(last / anew - 1)).toBeLessThan(1e-9);
  });

  it('forgets a jump that would drown the rest in rounding', () => {
    const n = 30;
    const calm = syntheticSeries(5, [{ candles: 200, drift: 0, volatility: 1e-7 }], 1).close;
    const statistic = new SlopeStatistic(n);
    for (let i = 0; i < n; i++) statistic.next(100);
    statistic.next(1e14);
    let last = 0;
    for (const close of calm) last = statistic.next(close);
    const fresh = new SlopeStatistic(n);
    let anew = 0;
    for (const close of calm.subarray(200 - n)) anew = fresh.next(close);
    expect(Math.abs(last / anew - 1)).toBeLessThan(1e-6);
  });

  it('is 0 for a flat market and large, not infinite, on a line', () => {
    const flat = new SlopeStatistic(5);
    const rising = new SlopeStatistic(5);
    let onFlat = 1;
    let onLine = 0;
    for (let i = 0; i < 12; i++) {
      onFlat = flat.next(7);
      onLine = rising.next(Math.exp(0.01 * i));
    }
    expect(onFlat).toBe(0);
    expect(onLine).toBeGreaterThan(1000);
    expect(onLine).toBeLessThan(1e8);
  });
});

describe('trendColumns', () => {
  it('has the sign of the trend in all three measures', () => {
    const { tStat, spread, adx } = trendColumns(series, OPTIONS);
    let right = 0;
    for (let i = 100; i < 400; i++) {
      if (tStat[i] > 1 && spread[i] > 0) right++;
      if (tStat[i + 400] < -1 && spread[i + 400] < 0) right++;
    }
    expect(right / 600).toBeGreaterThan(0.9);
    const mean = adx.subarray(100).reduce((sum, v) => sum + v, 0) / (adx.length - 100);
    expect(mean).toBeGreaterThan(25);
  });

  it('agrees with the stream and sees closed candles only', () => {
    const columns = trendColumns(series, OPTIONS);
    const analyzer = new TrendAnalyzer(OPTIONS);
    for (let i = 0; i < series.length; i++) {
      expect(analyzer.next(series.open[i], series.high[i], series.low[i], series.close[i])).toBe(columns.tStat[i]);
      expect([analyzer.spread, analyzer.adx]).toEqual([columns.spread[i], columns.adx[i]]);
    }
    expect(trendColumns(prefixOf(series, 123), OPTIONS).tStat).toEqual(columns.tStat.subarray(0, 123));
  });
});
