import { createColumnCache, isoTime } from '../columns/index.ts';
import { lowerBound } from '../math/index.ts';
import { ConfigError, createMarket, type Market } from '../model/index.ts';
import type { MetricSet } from '../performance/index.ts';
import { Pipeline, type PipelineConfig, type PipelineSetup, type SymbolPlan } from '../pipeline/index.ts';
import type { BacktestInput } from './backtest-input.ts';
import { buildRunResult } from './build-run-result.ts';
import { DerivedColumns } from './derived-columns.ts';
import type { RunResult } from './run-result.ts';
import { SignalPlanner, type SymbolSignals } from './signal-plans.ts';

/** Memory of Wilder's averages, in periods. */
const WILDER_MEMORY = 7;

/** What a sweep needs to know of one run. */
export interface Measurement {
  readonly metrics: MetricSet;
  readonly fills: number;
}

interface Prepared {
  readonly setup: PipelineSetup;
  readonly warmupCandles: number;
}

/**
 * Runs backtests over one set of candles. It owns buffers and everything computed from the candles alone,
 * so the second run costs only what its config changes. One host per thread.
 */
export class BacktestHost {
  readonly market: Market;
  private readonly planner: SignalPlanner;
  private readonly derived: DerivedColumns;
  private readonly equity: Float64Array;

  /** @param input the candles, instruments and calendar that all runs of this host share */
  constructor(input: Pick<BacktestInput, 'series' | 'instruments' | 'market' | 'cache'>) {
    checkSeries(input);
    this.market = createMarket(input.series);
    this.planner = new SignalPlanner(this.market, input.cache ?? createColumnCache());
    this.derived = new DerivedColumns(this.market, input.series, input.market);
    this.equity = new Float64Array(this.market.length);
  }

  /** A whole run, with everything written down. */
  run(input: BacktestInput, coasting = true): RunResult {
    const { setup, warmupCandles } = this.prepare(input, input.runId ?? 'run', coasting);
    const pipeline = new Pipeline(setup);
    pipeline.run();
    return buildRunResult({
      input,
      setup,
      pipeline,
      metrics: this.metricsOf(pipeline, setup),
      benchmark: this.derived.benchmark(setup.config.account.cash, setup.start, setup.end),
      warmupCandles,
      floor: toThousandths(setup.config.decision.minConfidence),
    });
  }

  /** The same run, for its metrics alone. Buffers are reused: nothing of it survives but the answer. */
  measure(input: BacktestInput, coasting = true): Measurement {
    const { setup } = this.prepare(input, null, coasting);
    const pipeline = new Pipeline(setup);
    pipeline.run();
    return { metrics: this.metricsOf(pipeline, setup), fills: pipeline.fills };
  }

  /** First open time at which a run of these settings could decide, epoch ms; studies start all trials at the latest. */
  earliestStart(input: BacktestInput): number {
    return this.market.time[this.prepare(input, null, true).setup.start];
  }

  /** Forgets the signals of earlier configs. */
  clear(): void {
    this.planner.clear();
  }

  private metricsOf({ marks, tracker }: Pipeline, { config, start, end, equity }: PipelineSetup): MetricSet {
    const { computer } = this.derived.metrics(config, start, end);
    const periods =
      config.metrics.interval === 'candle' && equity !== null ? equity.subarray(start, end) : marks.dayEquity;
    return computer.conclude({ ...tracker.tally, path: marks.end(end - 1), last: marks.last, periods });
  }

  private prepare(input: BacktestInput, runId: string | null, coasting: boolean): Prepared {
    const { config } = input;
    const signals = this.planner.signals(input.strategies, config.combiner.kind, input.recorded);
    const [from, end] = this.bounds(input);
    const ready = signals.map((signal, s) => this.readyIndex(s, warmupRows(config, signal)));
    const sources = input.strategies.length + (input.recorded?.length ?? 0);
    const start = sources === 0 ? from : Math.max(from, Math.min(...ready));
    if (start >= end) throw this.warmupError(input, from, end, Math.min(...ready));
    const plans = signals.map((signal, s) => this.plan(s, config, signal, Math.max(start, ready[s]), runId !== null));
    const setup: PipelineSetup = {
      market: this.market,
      instruments: input.instruments,
      config,
      plans,
      shorts: config.account.type === 'margin' && sidesOf(input) === 'both',
      start,
      end,
      timers: this.derived.timers(config.rebalance.trigger),
      dayEnds: this.derived.metrics(config, start, end).dayEnds,
      equity: this.equityBuffer(config, runId),
      runId,
      coasting,
    };
    return { setup, warmupCandles: start - from };
  }

  /** A curve of its own for a run that is written down, a shared one where metrics or halts need it, else none. */
  private equityBuffer({ metrics, risk }: PipelineConfig, runId: string | null): Float64Array | null {
    if (runId !== null) return new Float64Array(this.market.length);
    const halts = risk.dailyLossLimit !== null || risk.maxDrawdown !== null;
    return halts || metrics.interval === 'candle' ? this.equity : null;
  }

  private plan(s: number, config: PipelineConfig, signal: SymbolSignals, from: number, recorded: boolean): SymbolPlan {
    const { adaptation, stops } = config;
    const derived = this.derived;
    const floor = toThousandths(config.decision.minConfidence);
    const scaled = config.decision.riskScore === 'scaled';
    const scored = config.risk.maxRiskScore !== null || scaled;
    const sized = config.decision.sizing.kind === 'volatility-target';
    return {
      combined: signal.combined,
      runs: this.planner.runs(s, signal.combined, floor, from),
      sources: signal.sources,
      volatility: scored || sized ? derived.volatility(s, adaptation) : null,
      longRunVolatility: scaled ? derived.longRunVolatility(s, adaptation) : null,
      regime: scored || recorded ? derived.regime(s, adaptation) : null,
      stopAtr: derived.atr(s, stops.stopLoss),
      targetAtr: derived.atr(s, stops.takeProfit),
      trailingAtr: derived.atr(s, stops.trailing),
    };
  }

  /** Grid indices of the span that was asked for. */
  private bounds(input: BacktestInput): [number, number] {
    const { time, length } = this.market;
    const from = input.from === null ? 0 : lowerBound(time, input.from);
    const to = input.to === null ? length : lowerBound(time, input.to);
    if (from < to) return [from, to];
    throw new ConfigError(
      'empty-span',
      `Expected candles between from ${isoTime(input.from ?? time[0])} and to ${isoTime(input.to ?? time[length - 1])}, was none; the data run from ${isoTime(time[0])} to ${isoTime(time[length - 1])}.`,
    );
  }

  /** Grid index of the first candle of s that has `rows` candles before it; the grid's length when there is none. */
  private readyIndex(s: number, rows: number): number {
    const { series, row } = this.market.columns[s];
    if (rows >= series.length) return this.market.length;
    return row === null ? rows : lowerBound(this.market.time, series.time[rows]);
  }

  private warmupError(input: BacktestInput, from: number, end: number, ready: number): ConfigError {
    const needed =
      ready >= this.market.length ? 'more candles than there are' : `candles up to ${isoTime(this.market.time[ready])}`;
    return new ConfigError(
      'warmup-too-long',
      `Expected the warm-up of ${[...input.strategies, ...(input.recorded ?? [])].map(({ id }) => id).join(', ')} to end within the ${end - from} candles of the run, but it needs ${needed}. Give more data, shorter periods, or set warmup.`,
    );
  }
}

/**
 * Runs one backtest.
 * @throws {ConfigError} when settings and candles do not fit
 * @throws {StrategyError} when a strategy's own code fails
 */
export function runBacktest(input: BacktestInput): RunResult {
  return new BacktestHost(input).run(input);
}

function checkSeries({ series, instruments }: Pick<BacktestInput, 'series' | 'instruments'>): void {
  if (series.length === 0) throw new ConfigError('no-instruments', 'Expected at least one instrument, was none.');
  if (series.length !== instruments.length) {
    throw new ConfigError(
      'instrument-count',
      `Expected one instrument per series, was ${instruments.length} for ${series.length}.`,
    );
  }
  const symbols = new Set<string>();
  for (const { symbol, intervalMs } of series) {
    if (symbols.has(symbol))
      throw new ConfigError('duplicate-symbol', `Expected symbols to be unique, was ${symbol} twice.`);
    symbols.add(symbol);
    if (intervalMs !== series[0].intervalMs) {
      throw new ConfigError(
        'mixed-intervals',
        `Expected all instruments to have the interval of ${series[0].symbol}, ${series[0].intervalMs} ms, was ${intervalMs} ms for ${symbol}.`,
      );
    }
  }
}

function warmupRows(config: PipelineConfig, signal: SymbolSignals): number {
  if (config.warmup !== 'derived') return config.warmup;
  const { stopLoss, takeProfit, trailing } = config.stops;
  let rows = signal.warmup;
  for (const distance of [stopLoss, takeProfit, trailing]) {
    if (distance?.kind === 'atr') rows = Math.max(rows, WILDER_MEMORY * distance.period);
  }
  return rows;
}

/** What the config says, or else what the strategies need; a recorded SELL is an opinion for the short side. */
function sidesOf({ config, strategies, recorded = [] }: BacktestInput): 'long' | 'both' {
  const long = recorded.length === 0 && strategies.every(({ definition }) => definition.sides === 'long');
  return config.decision.sides ?? (long ? 'long' : 'both');
}

function toThousandths(fraction: number): number {
  return Math.round(fraction * 1000);
}
