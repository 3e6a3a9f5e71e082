import { InvariantError, REGIMES } from '../model/index.ts';
import type { MetricSet } from '../performance/index.ts';
import type { Pipeline, PipelineSetup } from '../pipeline/index.ts';
import type { BacktestInput } from './backtest-input.ts';
import { explainSilence } from './explain-silence.ts';
import type { OpenTrade, RegimeSummary, RunCounters, RunResult } from './run-result.ts';

interface Parts {
  readonly input: BacktestInput;
  readonly setup: PipelineSetup;
  readonly pipeline: Pipeline;
  readonly metrics: MetricSet;
  readonly benchmark: Float64Array;
  readonly warmupCandles: number;
  /** In thousandths. */
  readonly floor: number;
}

/** Gathers what a finished run left in the pipeline's stages. */
export function buildRunResult({ input, setup, pipeline, metrics, benchmark, warmupCandles, floor }: Parts): RunResult {
  const { recorder } = pipeline;
  const rebalancer = pipeline.rebalancing?.rebalancer ?? null;
  const { market, start, end, equity } = setup;
  if (recorder === null || equity === null) {
    throw new InvariantError('not-recorded', 'Expected the run to have been recorded.');
  }
  const symbols = market.columns.map((column) => column.series.symbol);
  const refusals = pipeline.refusals.list(symbols);
  if (rebalancer !== null && rebalancer.budgetBindings > 0) {
    refusals.push({ stage: 'cost', code: 'rebalance cost budget', symbol: 'all', count: rebalancer.budgetBindings });
  }
  return {
    name: input.name,
    config: setup.config,
    symbols,
    intervalMs: market.intervalMs,
    from: market.time[start] + market.intervalMs,
    to: market.time[end - 1] + market.intervalMs,
    warmupCandles,
    equity: {
      candle: market.time.slice(start, end),
      time: market.time.slice(start, end).map((open) => open + market.intervalMs),
      equity: equity.slice(start, end),
      cash: recorder.cash.slice(start, end),
      gross: recorder.gross.slice(start, end),
      benchmark,
    },
    orders: recorder.orders,
    fills: recorder.fills,
    trades: recorder.trades,
    openTrades: openTrades(setup, pipeline),
    rebalances: rebalancer?.records ?? [],
    refusals,
    regimes: regimeShares(setup),
    counters: count(setup, pipeline),
    metrics,
    silence:
      recorder.fills.length > 0
        ? null
        : explainSilence(setup.plans, floor, pipeline.decisions.decisions, refusals, (input.recorded ?? []).length > 0),
  };
}

function count({ plans, start, end }: PipelineSetup, pipeline: Pipeline): RunCounters {
  return {
    candles: end - start,
    staleCandles: pipeline.marks.staleCandles,
    signals: plans.reduce((sum, plan) => sum + plan.runs.acting, 0),
    decisions: pipeline.decisions.decisions,
    ordersSubmitted: pipeline.recorder?.orders.length ?? 0,
    fills: pipeline.fills,
    ambiguousCandles: pipeline.ambiguous,
    halts: pipeline.monitor.halts,
    alerts: pipeline.rebalancing?.rebalancer.drifts.alerts ?? 0,
    costBudgetBindings: pipeline.rebalancing?.rebalancer.budgetBindings ?? 0,
  };
}

function openTrades({ market, end }: PipelineSetup, { portfolio }: Pipeline): OpenTrade[] {
  const open: OpenTrade[] = [];
  for (const ledger of [portfolio.core, portfolio.tactical]) {
    ledger.positions.forEach(({ units, entryPrice, entryCandle, fees }, s) => {
      if (units === 0) return;
      open.push({
        symbol: market.columns[s].series.symbol,
        side: units > 0 ? 'long' : 'short',
        entryTime: market.time[entryCandle],
        entryPrice,
        size: Math.abs(units),
        entryFee: fees,
        unrealised: units * (market.columns[s].mark[end - 1] - entryPrice),
        ledger: ledger.name,
      });
    });
  }
  return open;
}

function regimeShares({ market, plans, start, end }: PipelineSetup): RegimeSummary[] {
  const summaries: RegimeSummary[] = [];
  plans.forEach(({ regime }, s) => {
    if (regime === null) return;
    const { row, series } = market.columns[s];
    const candles = REGIMES.map(() => 0);
    let transitions = 0;
    let before = -1;
    for (let i = start; i < end; i += 1) {
      const r = row === null ? i : row[i];
      if (r < 0) continue;
      candles[regime[r]] += 1;
      if (before >= 0 && regime[r] !== before) transitions += 1;
      before = regime[r];
    }
    summaries.push({ symbol: series.symbol, candles, transitions });
  });
  return summaries;
}
