import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../engine/math/index.ts';
import {
  computeMetrics,
  MetricsComputer,
  type MetricsSpan,
  PerformanceTracker,
} from '../../../engine/performance/index.ts';

const HOUR = 3_600_000;

function walk(seed: number, n: number): Float64Array {
  const random = createRandom(seed, 0, 'equity');
  let value = 1000;
  return Float64Array.from({ length: n }, () => (value *= 1 + 0.01 * random.normal()));
}

const span: MetricsSpan = {
  time: Float64Array.from({ length: 1000 }, (_, i) => (i + 5) * HOUR),
  benchmark: walk(0, 1000),
  startingCash: 1000,
  spanMs: 1000 * HOUR,
  interval: 'day',
  periodsPerYear: 365,
};

describe('MetricsComputer', () => {
  it('carries nothing from one run into the next', () => {
    const computer = new MetricsComputer(span);
    for (let seed = 1; seed < 6; seed++) {
      const run = {
        equity: walk(seed, 1000),
        exposedCandles: 10 * seed,
        feesPaid: seed,
        slippagePaid: seed / 2,
        tradedNotional: 100 * seed,
        trades: { count: seed, wins: 1, grossProfit: 3, grossLoss: 2, pnlSum: 1 },
      };
      expect(computer.compute(run)).toEqual(computeMetrics({ ...span, ...run }));
    }
  });

  it('refuses equity of another span', () => {
    const run = { equity: walk(1, 999), exposedCandles: 0, feesPaid: 0, slippagePaid: 0, tradedNotional: 0 };
    const trades = { count: 0, wins: 0, grossProfit: 0, grossLoss: 0, pnlSum: 0 };
    expect(() => new MetricsComputer(span).compute({ ...run, trades })).toThrow(
      'Expected equity to hold 1000 candles, was 999.',
    );
  });
});

describe('PerformanceTracker', () => {
  it('adds up fills, trades and exposure until it is reset', () => {
    const tracker = new PerformanceTracker();
    tracker.recordFill(1000, 1, 0.5);
    tracker.recordFill(500, 0.5, 0.25);
    for (const pnl of [10, -4, 0, 6]) tracker.recordTrade(pnl);
    tracker.addExposed(250);
    tracker.addExposed(250);
    const { values } = tracker.metrics(new MetricsComputer(span), walk(1, 1000));
    expect(values).toMatchObject({ feesPaid: 1.5, slippagePaid: 0.75, trades: 4, winRate: 0.5, exposure: 0.5 });
    expect(values).toMatchObject({ profitFactor: 4, expectancy: 3 });
    expect(tracker.tradedNotional).toBe(1500);

    tracker.reset();
    expect(tracker.trades).toEqual({ count: 0, wins: 0, grossProfit: 0, grossLoss: 0, pnlSum: 0 });
    expect([tracker.feesPaid, tracker.slippagePaid, tracker.tradedNotional, tracker.exposedCandles]).toEqual([
      0, 0, 0, 0,
    ]);
  });
});
