import { ConfigError, InvariantError } from '../model/index.ts';
import { type EquityPath, EquityWalk } from './equity-walk.ts';
import type { MetricName, MetricSet } from './metric-set.ts';
import { alpha } from './metrics/alpha.ts';
import { beta } from './metrics/beta.ts';
import { cagr } from './metrics/cagr.ts';
import { calmar } from './metrics/calmar.ts';
import { expectancy } from './metrics/expectancy.ts';
import { expectedShortfall } from './metrics/expected-shortfall.ts';
import type { Figure, MissingReason } from './metrics/figure.ts';
import { kurtosis } from './metrics/kurtosis.ts';
import { maxDrawdownDays } from './metrics/max-drawdown-days.ts';
import { omega } from './metrics/omega.ts';
import { profitFactor } from './metrics/profit-factor.ts';
import { sharpe } from './metrics/sharpe.ts';
import { skew } from './metrics/skew.ts';
import { sortino } from './metrics/sortino.ts';
import { tailRatio } from './metrics/tail-ratio.ts';
import { totalReturn } from './metrics/total-return.ts';
import type { TradeTally } from './metrics/trade-tally.ts';
import { turnover } from './metrics/turnover.ts';
import { ulcer } from './metrics/ulcer.ts';
import { valueAtRisk } from './metrics/value-at-risk.ts';
import { volatility } from './metrics/volatility.ts';
import { winRate } from './metrics/win-rate.ts';
import { candleReturnsInto, dayReturnsInto, findDayEnds } from './return-periods.ts';
import { type ReturnSummary, summariseReturns } from './return-summary.ts';
import { measureTails } from './return-tails.ts';

/** What all runs over one span of one market have in common. */
export interface MetricsSpan {
  /** Closes of the candles, epoch ms, ascending. */
  readonly time: Float64Array;
  /** Equity of buy and hold of the same universe at those closes, from the same cash. */
  readonly benchmark: Float64Array;
  /** Equity before the first candle, in quote currency. */
  readonly startingCash: number;
  /** Elapsed time for annual figures, in milliseconds; it ends with the last close. */
  readonly spanMs: number;
  /** `day`: returns between UTC day ends, the first from the starting cash. `candle`: between candles. */
  readonly interval: 'day' | 'candle';
  /** Returns of that interval in a year. */
  readonly periodsPerYear: number;
}

/** What one run leaves behind for its metrics, besides its equity. */
export interface RunTally {
  /** Candles at whose close a position was held. */
  readonly exposedCandles: number;
  readonly feesPaid: number;
  readonly slippagePaid: number;
  /** Sum of |notional| of all fills. */
  readonly tradedNotional: number;
  readonly trades: TradeTally;
}

/** A run whose equity was kept. */
export interface MetricsRun extends RunTally {
  /** Equity at the close of every candle of the span. */
  readonly equity: Float64Array;
}

/** A run whose equity was walked along while it was made. */
export interface WalkedRun extends RunTally {
  readonly path: EquityPath;
  /** Equity of the last candle. */
  readonly last: number;
  /** Equity at the day ends of the span; for returns between candles, at every candle. */
  readonly periods: Float64Array;
}

const WIPED_OUT: MissingReason = 'Equity reached zero, so returns mean nothing.';

/** Computes the metrics of many runs over one span; what they share is read once, buffers are its own. */
export class MetricsComputer {
  private readonly span: MetricsSpan;
  /** Index of the last candle of each UTC day of the span; empty when returns are between candles. */
  readonly dayEnds: Int32Array;
  private readonly returns: Float64Array;
  private readonly scratch: Float64Array;
  private readonly benchmarkReturns: Float64Array;
  private readonly benchmarkSummary: ReturnSummary;
  private readonly benchmarkPath: EquityPath;

  /**
   * @param span its columns are read here, and must stay as they are
   * @throws ConfigError `empty-span` without candles, `length-mismatch` when the columns differ in length
   */
  constructor(span: MetricsSpan) {
    const candles = span.time.length;
    if (candles === 0) throw new ConfigError('empty-span', 'Expected at least one candle to measure, was none.');
    expectLength('benchmark', span.benchmark, candles);
    this.span = span;
    this.dayEnds = span.interval === 'day' ? findDayEnds(span.time) : new Int32Array(0);
    const periods = span.interval === 'day' ? this.dayEnds.length : candles - 1;
    this.returns = new Float64Array(periods);
    this.scratch = new Float64Array(periods);
    this.benchmarkReturns = new Float64Array(periods);
    this.returnsInto(this.benchmarkReturns, this.periodsOf(span.benchmark));
    this.benchmarkSummary = summariseReturns(this.benchmarkReturns);
    this.benchmarkPath = this.walk(span.benchmark);
  }

  /**
   * Computes every metric of one run.
   * @throws ConfigError `length-mismatch` when equity has another length than the span
   * @throws InvariantError `equity-not-finite` when equity holds a value that is no number
   */
  compute(run: MetricsRun): MetricSet {
    const { equity } = run;
    expectLength('equity', equity, this.span.time.length);
    const last = equity[equity.length - 1];
    return this.conclude({ ...run, path: this.walk(equity), last, periods: this.periodsOf(equity) });
  }

  /**
   * Computes every metric of a run that was walked along already.
   * @throws InvariantError `equity-not-finite` when equity held a value that is no number
   */
  conclude(run: WalkedRun): MetricSet {
    const { interval, periodsPerYear, spanMs, benchmark } = this.span;
    const { path, last } = run;
    const candles = this.span.time.length;
    if (!Number.isFinite(path.total)) {
      throw new InvariantError('equity-not-finite', 'Expected equity to be finite at every candle.');
    }
    const first = this.firstOf(run.periods);
    const growth = path.maxDrawdown >= 1 ? WIPED_OUT : cagr(first, last, spanMs);
    const ofReturns = path.maxDrawdown >= 1 ? RETURNS_MEAN_NOTHING : this.returnFigures(run.periods);
    const reasons: Partial<Record<MetricName, MissingReason>> = {};
    // One literal, in the order of METRIC_NAMES: assembling it name by name took longer than the figures.
    const values: Record<MetricName, number | null> = {
      totalReturn: take(reasons, 'totalReturn', totalReturn(first, last)),
      cagr: take(reasons, 'cagr', growth),
      volatility: take(reasons, 'volatility', ofReturns.volatility),
      sharpe: take(reasons, 'sharpe', ofReturns.sharpe),
      sortino: take(reasons, 'sortino', ofReturns.sortino),
      calmar: take(reasons, 'calmar', calmar(growth, path.maxDrawdown)),
      maxDrawdown: take(reasons, 'maxDrawdown', path.maxDrawdown),
      maxDrawdownDays: take(reasons, 'maxDrawdownDays', maxDrawdownDays(path)),
      ulcer: take(reasons, 'ulcer', ulcer(path, candles)),
      var95: take(reasons, 'var95', ofReturns.var95),
      cvar95: take(reasons, 'cvar95', ofReturns.cvar95),
      tailRatio: take(reasons, 'tailRatio', ofReturns.tailRatio),
      omega: take(reasons, 'omega', ofReturns.omega),
      skew: take(reasons, 'skew', ofReturns.skew),
      kurtosis: take(reasons, 'kurtosis', ofReturns.kurtosis),
      exposure: take(reasons, 'exposure', run.exposedCandles / candles),
      turnover: take(reasons, 'turnover', turnover(run.tradedNotional, path.total / candles, spanMs)),
      feesPaid: take(reasons, 'feesPaid', run.feesPaid),
      slippagePaid: take(reasons, 'slippagePaid', run.slippagePaid),
      trades: take(reasons, 'trades', run.trades.count),
      winRate: take(reasons, 'winRate', winRate(run.trades)),
      profitFactor: take(reasons, 'profitFactor', profitFactor(run.trades)),
      expectancy: take(reasons, 'expectancy', expectancy(run.trades)),
      benchmarkReturn: take(reasons, 'benchmarkReturn', totalReturn(this.firstOf(benchmark), benchmark[candles - 1])),
      benchmarkMaxDrawdown: take(reasons, 'benchmarkMaxDrawdown', this.benchmarkPath.maxDrawdown),
      alpha: take(reasons, 'alpha', ofReturns.alpha),
      beta: take(reasons, 'beta', ofReturns.beta),
    };
    const returns = this.returns.length;
    return {
      values,
      reasons,
      conventions: { interval, periodsPerYear, returns, ddof: 1, riskFreeRate: 0, cagr: 'elapsed' },
    };
  }

  private returnFigures(periods: Float64Array): Record<ReturnMetric, Figure> {
    const { periodsPerYear } = this.span;
    const returns = this.returns;
    this.returnsInto(returns, periods);
    const summary = summariseReturns(returns);
    const tails = measureTails(returns, summary, this.scratch);
    const slope = beta(returns, summary, this.benchmarkReturns, this.benchmarkSummary);
    return {
      volatility: volatility(summary, periodsPerYear),
      sharpe: sharpe(summary, periodsPerYear),
      sortino: sortino(summary, periodsPerYear),
      var95: valueAtRisk(tails),
      cvar95: expectedShortfall(tails),
      tailRatio: tailRatio(tails),
      omega: omega(summary),
      skew: skew(summary),
      kurtosis: kurtosis(summary),
      alpha: alpha(slope, summary, this.benchmarkSummary, periodsPerYear),
      beta: slope,
    };
  }

  private returnsInto(out: Float64Array, periods: Float64Array): void {
    if (this.span.interval === 'day') dayReturnsInto(out, periods, this.span.startingCash);
    else candleReturnsInto(out, periods);
  }

  private periodsOf(equity: Float64Array): Float64Array {
    return this.span.interval === 'day' ? Float64Array.from(this.dayEnds, (i) => equity[i]) : equity;
  }

  /** What growth is measured from: between candles there is no return from the starting cash. */
  private firstOf(equity: Float64Array): number {
    return this.span.interval === 'day' ? this.span.startingCash : equity[0];
  }

  private walk(equity: Float64Array): EquityPath {
    const { time, startingCash, spanMs } = this.span;
    const walk = new EquityWalk(time, 0);
    walk.begin(startingCash, time[time.length - 1] - spanMs);
    walk.advance(equity, equity.length, 0);
    return walk.end(equity.length - 1);
  }
}

type ReturnMetric =
  | 'volatility'
  | 'sharpe'
  | 'sortino'
  | 'var95'
  | 'cvar95'
  | 'tailRatio'
  | 'omega'
  | 'skew'
  | 'kurtosis'
  | 'alpha'
  | 'beta';

const RETURNS_MEAN_NOTHING: Record<ReturnMetric, Figure> = {
  volatility: WIPED_OUT,
  sharpe: WIPED_OUT,
  sortino: WIPED_OUT,
  var95: WIPED_OUT,
  cvar95: WIPED_OUT,
  tailRatio: WIPED_OUT,
  omega: WIPED_OUT,
  skew: WIPED_OUT,
  kurtosis: WIPED_OUT,
  alpha: WIPED_OUT,
  beta: WIPED_OUT,
};

function expectLength(name: string, column: Float64Array, candles: number): void {
  if (column.length === candles) return;
  throw new ConfigError('length-mismatch', `Expected ${name} to hold ${candles} candles, was ${column.length}.`);
}

/** The value of a figure, or null and its reason. */
function take(reasons: Partial<Record<MetricName, MissingReason>>, name: MetricName, figure: Figure): number | null {
  if (typeof figure !== 'number') {
    reasons[name] = figure;
    return null;
  }
  if (Number.isFinite(figure)) return figure;
  reasons[name] = 'Beyond the range of a number.';
  return null;
}
