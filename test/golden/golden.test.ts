import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSyntheticMarket } from '#datasets';
import { type PipelineInput, pipelineSchema, plainInstrument, type RunResult, runBacktest, type StrategyEntry } from '#engine';
import { expectGolden, firstDifference } from '../support/golden.ts';
import { BUSY, busyEntry } from '../support/pipeline-arbitrary.ts';
import { replayFills } from '../support/replay-fills.ts';

interface GoldenCase {
  readonly name: string;
  readonly strategies: readonly StrategyEntry[];
  readonly config: PipelineInput;
  readonly lotStep?: number;
  readonly tickSize?: number;
  /** What the case is there to show. */
  readonly shows: (result: RunResult) => number;
}

const named = (name: string, params: StrategyEntry['params'] = BUSY[name]): StrategyEntry => ({ ...busyEntry(name), params });
const filledFor = (reason: string) => (result: RunResult) => result.fills.filter((fill) => fill.reason === reason).length;

const CASES: readonly GoldenCase[] = [
  {
    name: 'spot-stops',
    strategies: [named('ema-trend', { fast: 5, slow: 30, k: 1.5 })],
    config: {
      stops: { takeProfit: { kind: 'percent', fraction: 0.025 }, trailing: { kind: 'percent', fraction: 0.025 } },
      decision: { sizing: { kind: 'fraction', fraction: 0.2 } },
    },
    shows: (result) => Math.min(filledFor('stop')(result), filledFor('target')(result), filledFor('trailing')(result)),
  },
  {
    name: 'margin-reverse',
    strategies: [named('macd-momentum', { fast: 6, slow: 20, signal: 5 }), named('rsi-reversion', { period: 9, low: 25, high: 75 })],
    config: {
      account: { type: 'margin' },
      combiner: { kind: 'net' },
      decision: { sizing: { kind: 'volatility-target', annual: 0.3 } },
      risk: { maxGrossLeverage: 1.5, maxNetLeverage: 0.8 },
    },
    shows: (result) => result.trades.filter(({ side }) => side === 'short').length,
  },
  {
    name: 'rebalance-budget',
    strategies: [],
    config: {
      rebalance: {
        coreShare: 1,
        allocator: { kind: 'inverse-volatility', invested: 0.95, lookback: 72 },
        trigger: { kind: 'check', everyHours: 24 },
        band: 0.01,
        maxCost: 0.0002,
        maxMonthlyCost: 0.0006,
      },
    },
    shows: (result) => result.counters.costBudgetBindings,
  },
  {
    name: 'core-and-tactical',
    strategies: [named('bollinger-reversion', { period: 20, width: 1.5, stop: 3 })],
    config: {
      decision: { sizing: { kind: 'fraction', fraction: 0.3 } },
      rebalance: {
        coreShare: 0.5,
        allocator: { kind: 'equal', invested: 0.9 },
        trigger: { kind: 'band' },
        band: 0.02,
        tradeTo: 'edge',
        maxCost: null,
      },
    },
    lotStep: 0.5,
    shows: filledFor('netted'),
  },
  {
    name: 'halts',
    strategies: [named('donchian-breakout', { entry: 20, exit: 10, stop: 2 })],
    config: {
      account: { type: 'margin' },
      decision: { sizing: { kind: 'fraction', fraction: 0.5 } },
      risk: { dailyLossLimit: 0.01, maxDrawdown: 0.06, resumeAfterDays: 3, maxRiskScore: null },
    },
    shows: (result) => Math.min(result.counters.halts, filledFor('halt')(result)),
  },
  {
    name: 'add-and-lots',
    strategies: [named('rsi-reversion', { period: 7, low: 35, high: 65 })],
    config: {
      decision: { entry: 'add', riskScore: 'scaled', sizing: { kind: 'notional', notional: 5000 } },
      execution: { latencyBars: 1, closeAtEnd: true },
      risk: { maxPositionNotional: 20_000, maxDailyTrades: 6 },
    },
    lotStep: 1,
    tickSize: 0.05,
    shows: filledFor('resize'),
  },
];

const { series } = createSyntheticMarket({
  seed: 42,
  symbols: ['AAA', 'BBB', 'CCC'],
  candles: 1200,
  missing: 0.01,
  volatility: 0.9,
});

describe.each(CASES)('golden run $name', ({ name, strategies, config, lotStep = null, tickSize = null, shows }) => {
  const input = {
    name,
    config: pipelineSchema.parse(config),
    instruments: series.map(({ symbol }) => ({ ...plainInstrument(symbol), lotStep, tickSize })),
    series,
    strategies,
    from: null,
    to: null,
    market: '24/7' as const,
  };
  const result = runBacktest(input);

  it('comes out as its files say', () => {
    expectGolden(join(import.meta.dirname, 'cases', name), result);
  });

  it('shows what it is there to show, and balances', () => {
    expect(shows(result)).toBeGreaterThanOrEqual(3);
    const replay = replayFills(input, result);
    for (const [i, value] of result.equity.equity.entries()) {
      expect(Math.abs(replay.equity[i] - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, value));
    }
  });
});

describe('a golden difference', () => {
  it('names the first row that differs', () => {
    expect(firstDifference('orders.csv', 'a\nb\nc\n', 'a\nb\nc\n')).toBeNull();
    expect(firstDifference('orders.csv', 'a\nb\nc\n', 'a\nx\ny\n')).toBe(
      'orders.csv differs first at row 2:\n  expected b\n  was      x',
    );
    expect(firstDifference('orders.csv', 'a\n', 'a\nb\n')).toContain('row 2');
  });

  it('is found where a file is missing', () => {
    const folder = join(import.meta.dirname, 'cases', 'no-such-case');
    if (process.env.CANDLEBENCH_GOLDEN_UPDATE === '1') return;
    expect(() => expectGolden(folder, runBacktest({ ...inputOfFirst(), name: 'none' }))).toThrow('golden:update');
  });
});

function inputOfFirst() {
  return {
    config: pipelineSchema.parse({}),
    instruments: [plainInstrument('AAA')],
    series: series.slice(0, 1),
    strategies: [],
    from: null,
    to: null,
    market: '24/7' as const,
  };
}
