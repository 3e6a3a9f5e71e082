import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCandleSeries, createSyntheticMarket } from '#datasets';
import {
  type BacktestInput,
  type CandleSeries,
  createRandom,
  type PipelineInput,
  pipelineSchema,
  plainInstrument,
  type RunResult,
  runBacktest,
} from '#engine';
import { BUSY, busyEntry, inputArbitrary } from '../../support/pipeline-arbitrary.ts';

/** The same candles up to a close, noise after it; times stay. */
function noiseAfter(series: CandleSeries, close: number, seed: number): CandleSeries {
  const random = createRandom(seed, 0, 'noise');
  const { symbol, intervalMs } = series;
  const time = series.time.slice();
  const columns = {
    time,
    open: series.open.slice(),
    high: series.high.slice(),
    low: series.low.slice(),
    close: series.close.slice(),
    volume: series.volume.slice(),
  };
  for (let i = 0; i < time.length; i += 1) {
    if (time[i] + intervalMs <= close) continue;
    const [open, last] = [20 + 200 * random.float(), 20 + 200 * random.float()];
    columns.open[i] = open;
    columns.close[i] = last;
    columns.high[i] = Math.max(open, last) * (1 + 0.1 * random.float());
    columns.low[i] = Math.min(open, last) * (1 - 0.1 * random.float());
    columns.volume[i] = 1000 * random.float();
  }
  return createCandleSeries(symbol, intervalMs, columns);
}

/** What was decided up to a close; an order's fate and, where the fill resolves it, its size come later. */
function decidedBy(result: RunResult, close: number) {
  return result.orders
    .filter((order) => order.time <= close)
    .map(({ id, time, symbol, side, reason, reduceOnly }) => ({ id, time, symbol, side, reason, reduceOnly }));
}

const settled = (result: RunResult, close: number) =>
  result.fills.filter((fill) => fill.time + result.intervalMs <= close);
const equityTo = (result: RunResult, close: number) =>
  result.equity.equity.filter((_, i) => result.equity.time[i] <= close);

/** Replaces the candles after a close by noise, and expects nothing before it to move. @returns orders compared */
function expectCausal(input: BacktestInput, result: RunResult, share: number, seed: number): number {
  const { time } = result.equity;
  const close = time[Math.floor(share * (time.length - 2))];
  const other = runBacktest({ ...input, series: input.series.map((one, s) => noiseAfter(one, close, seed + s)) });
  expect(decidedBy(other, close)).toEqual(decidedBy(result, close));
  expect(settled(other, close)).toEqual(settled(result, close));
  expect(equityTo(other, close)).toEqual(equityTo(result, close));
  if (input.config.execution.sizeAt === 'decision') {
    const sizes = (of: RunResult) => of.orders.filter((order) => order.time <= close).map((order) => order.size);
    const known = sizes(result);
    sizes(other).forEach((size, k) => {
      expect(Math.abs(size - known[k])).toBeLessThanOrEqual(1e-9 * known[k]);
    });
  }
  return decidedBy(result, close).length;
}

const { series: MARKET } = createSyntheticMarket({
  seed: 5,
  symbols: ['AAA', 'BBB'],
  candles: 700,
  missing: 0.01,
  volatility: 1.5,
});

const inputFor = (name: string | null, config: PipelineInput): BacktestInput => ({
  name: 'causality',
  config: pipelineSchema.parse({
    adaptation: {
      volatility: { halfLife: 24 },
      trend: { fast: 6, slow: 24, adx: 7 },
      regime: { window: 60, dwell: 2 },
    },
    ...config,
  }),
  instruments: MARKET.map(({ symbol }) => plainInstrument(symbol)),
  series: MARKET,
  strategies: name === null ? [] : [busyEntry(name)],
  from: null,
  to: null,
  market: '24/7',
});

/** Volatility decides sizes, the regime and volatility decide refusals. */
const ADAPTIVE: PipelineInput = {
  account: { type: 'margin' },
  decision: { sizing: { kind: 'volatility-target', annual: 0.4 }, minConfidence: 0.5, riskScore: 'design' },
  risk: { maxRiskScore: 0.7, dailyLossLimit: 0.02, maxDrawdown: 0.2, resumeAfterDays: 2 },
  stops: { stopLoss: { kind: 'atr', multiple: 2, period: 7 }, trailing: { kind: 'percent', fraction: 0.03 } },
};
const SCALED: PipelineInput = {
  account: { type: 'margin' },
  decision: {
    minConfidence: 0.5,
    riskScore: 'scaled',
    entry: 'target',
    resizeBand: 0.05,
    sizing: { kind: 'fraction', fraction: 0.3 },
  },
  risk: { maxRiskScore: 0.5 },
};

describe.each(Object.keys(BUSY))('orders of %s', (name) => {
  it.each([
    ['plain', { decision: { minConfidence: 0.5 } }],
    ['with regime, volatility target, halts and ATR stops', ADAPTIVE],
    ['with risk scaled by volatility', SCALED],
  ] satisfies [string, PipelineInput][])('do not know the candles after them, %s', (_, config) => {
    const input = inputFor(name, config);
    const result = runBacktest(input);
    const compared = [0.2, 0.5, 0.9].map((share, k) => expectCausal(input, result, share, 100 * k));
    expect(compared.reduce((a, b) => a + b)).toBeGreaterThan(name === 'buy-and-hold' ? 2 : 20);
  });
});

describe.each(['check', 'calendar', 'band', 'calendar-or-band'] as const)('rebalances on %s', (kind) => {
  it.each([
    { kind: 'equal', invested: 0.9 },
    { kind: 'inverse-volatility', invested: 0.9, lookback: 48 },
  ] as const)('do not know the candles after them: $kind', (allocator) => {
    const input = inputFor(kind === 'band' ? 'rsi-reversion' : null, {
      rebalance: { coreShare: 0.8, allocator, trigger: { kind, calendar: 'daily' }, band: 0.01, maxMonthlyCost: 0.004 },
    });
    const result = runBacktest(input);
    const compared = [0.2, 0.5, 0.9].map((share, k) => expectCausal(input, result, share, 100 * k));
    expect(compared.reduce((a, b) => a + b)).toBeGreaterThan(10);
  });
});

describe('orders of random backtests', () => {
  it('do not know the candles after them', () => {
    let compared = 0;
    fc.assert(
      fc.property(inputArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (input, share, seed) => {
        let result: RunResult;
        try {
          result = runBacktest(input);
        } catch (error) {
          fc.pre((error as { code?: string }).code !== 'warmup-too-long');
          throw error;
        }
        if (result.equity.time.length > 2) compared += expectCausal(input, result, share, seed);
      }),
      { seed: 21, numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(200);
  });
});
