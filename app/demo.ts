import { join } from 'node:path';
import { type BacktestOutcome, backtest } from './backtest.ts';
import type { BacktestConfig } from './config/backtest-schema.ts';
import type { StudyConfig } from './config/study-schema.ts';
import { type SweepOutcomeReport, type SweepState, sweep } from './sweep.ts';

/** Synthetic market of four instruments over three years of hours, and every stage of the pipeline at work on it. */
const BASE: BacktestConfig = {
  name: 'demo',
  data: {
    synthetic: {
      seed: 7,
      symbols: ['ALPHA', 'BRAVO', 'CHARLIE', 'DELTA'],
      candles: 26_280,
      interval: '1h',
      edge: 0.04,
    },
  },
  strategies: [
    { id: 'trend', use: 'ema-trend', params: { fast: 20, slow: 100 } },
    { id: 'cross', use: 'sma-cross', params: { fast: 24, slow: 96 }, validity: 24 },
    { id: 'reversion', use: 'rsi-reversion', params: { period: 14, low: 30, high: 70 } },
  ],
  decision: { minConfidence: 0.7, sizing: { kind: 'fraction', fraction: 0.2 } },
  stops: { stopLoss: { kind: 'percent', fraction: 0.04 }, takeProfit: { kind: 'percent', fraction: 0.08 } },
  risk: { maxDrawdown: 0.4, resumeAfterDays: 30 },
  rebalance: { coreShare: 0.3, allocator: { kind: 'equal', invested: 0.8 }, maxCost: 0.001 },
};

const SPACE: StudyConfig['space'] = {
  'strategy.trend.fast': { int: [5, 60] },
  'strategy.trend.slow': { int: [40, 300] },
  'strategy.reversion.low': { float: [10, 40] },
  'strategy.reversion.high': { float: [60, 90] },
  'decision.minConfidence': { float: [0.5, 0.95] },
  'stops.stopLoss.fraction': { float: [0.01, 0.15], log: true },
  'stops.takeProfit.fraction': { float: [0.02, 0.3], log: true },
  'rebalance.maxCost': { float: [0.0001, 0.01], log: true },
};

const STUDIES: readonly { readonly sampler: NonNullable<StudyConfig['sampler']>; readonly trials: number }[] = [
  { sampler: { kind: 'genetic' }, trials: 400 },
  { sampler: { kind: 'bayesian' }, trials: 60 },
];

/** How the demo runs. */
export interface DemoOptions {
  /** Folder for its three folders; `candlebench-out/demo` when absent. */
  readonly out?: string;
  readonly workers?: number;
  readonly onProgress?: (what: string, state: SweepState) => void;
  readonly signal?: AbortSignal;
}

/** What the demo gives back: the default settings, and the two studies that tuned them. */
export interface DemoOutcome {
  readonly run: BacktestOutcome;
  readonly studies: readonly SweepOutcomeReport[];
}

/**
 * Runs the whole workbench on a synthetic market: backtest with default settings, a genetic and a Bayesian study.
 * @example
 * const { studies } = await demo({ out: 'demo' });
 */
export async function demo(options: DemoOptions = {}): Promise<DemoOutcome> {
  const out = options.out ?? join('candlebench-out', 'demo');
  const run = await backtest(BASE, { out: join(out, 'default') });
  const studies: SweepOutcomeReport[] = [];
  for (const { sampler, trials } of STUDIES) {
    const { kind } = sampler;
    const study: StudyConfig = {
      name: kind,
      base: BASE,
      space: SPACE,
      constraints: ['strategy.trend.fast < strategy.trend.slow'],
      objective: { metric: 'sharpe', direction: 'max', constraints: [{ metric: 'trades', min: 30 }] },
      sampler,
      trials,
      seed: 1,
    };
    const { onProgress, signal, workers } = options;
    const outcome = await sweep(study, {
      out: join(out, kind),
      fresh: true,
      ...(workers === undefined ? {} : { workers }),
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: (state) => onProgress(kind, state) }),
    });
    studies.push(outcome);
    if (outcome.aborted) break;
  }
  return { run, studies };
}
