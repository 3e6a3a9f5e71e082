import { regimeColumn, volatilityColumn } from '../adaptation/index.ts';
import { atrInto } from '../indicators/index.ts';
import type { CandleSeries, Market } from '../model/index.ts';
import { MetricsComputer } from '../performance/index.ts';
import type { Distance, PipelineConfig } from '../pipeline/index.ts';
import { timerSteps } from '../rebalancing/index.ts';
import type { BacktestInput } from './backtest-input.ts';
import { buyAndHold } from './benchmark.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
/** Sessions in a year, and hours in a session, of a session calendar. */
const SESSIONS = 252;
const SESSION_MS = 6.5 * 3_600_000;

/** Everything that follows from the candles and a few settings alone, computed once and kept. */
export class DerivedColumns {
  private readonly market: Market;
  private readonly series: readonly CandleSeries[];
  private readonly calendar: BacktestInput['market'];
  private readonly memo = new Map<string, unknown>();

  constructor(market: Market, series: readonly CandleSeries[], calendar: BacktestInput['market']) {
    this.market = market;
    this.series = series;
    this.calendar = calendar;
  }

  /** Annualised volatility by row. */
  volatility(s: number, { volatility }: PipelineConfig['adaptation']): Float64Array {
    return this.keep(`volatility ${s} ${JSON.stringify(volatility)}`, () =>
      volatilityColumn(this.series[s], volatility, this.candlesPerYear()),
    );
  }

  /** Mean of the volatility so far, by row. */
  longRunVolatility(s: number, options: PipelineConfig['adaptation']): Float64Array {
    return this.keep(`long-run ${s} ${JSON.stringify(options.volatility)}`, () =>
      runningMean(this.volatility(s, options)),
    );
  }

  /** Codes into REGIMES by row. */
  regime(s: number, options: PipelineConfig['adaptation']): Uint8Array {
    return this.keep(`regime ${s} ${JSON.stringify(options)}`, () =>
      regimeColumn(this.series[s], options, this.candlesPerYear(), this.volatility(s, options)),
    );
  }

  /** ATR by row, where a distance asks for it. */
  atr(s: number, distance: Distance | null): Float64Array | null {
    if (distance === null || distance.kind !== 'atr') return null;
    const { period } = distance;
    return this.keep(`atr ${s} ${period}`, () => {
      const { high, low, close, length } = this.series[s];
      const out = new Float64Array(length);
      atrInto(out, high, low, close, period);
      return out;
    });
  }

  /** Grid indices at which the rebalancer's calendar or check is due. */
  timers(trigger: PipelineConfig['rebalance']['trigger']): Int32Array {
    return this.keep(`timers ${JSON.stringify(trigger)}`, () => timerSteps(this.market, trigger));
  }

  /** Buy and hold over closes [start, end). */
  benchmark(cash: number, start: number, end: number): Float64Array {
    return this.keep(`benchmark ${cash} ${start} ${end}`, () => buyAndHold(this.market, cash, start, end));
  }

  /** What measures runs over closes [start, end), and the grid indices of its day ends. */
  metrics({ account, metrics }: PipelineConfig, start: number, end: number): SpanMetrics {
    const { cash } = account;
    const { interval } = metrics;
    const periodsPerYear = metrics.periodsPerYear ?? this.periodsPerYear(interval);
    return this.keep(`metrics ${cash} ${start} ${end} ${interval} ${periodsPerYear}`, () => {
      const { time, intervalMs } = this.market;
      const elapsed = time[end - 1] - time[start];
      const computer = new MetricsComputer({
        time: time.slice(start, end).map((open) => open + intervalMs),
        benchmark: this.benchmark(cash, start, end),
        startingCash: cash,
        spanMs: interval === 'candle' ? elapsed : elapsed + intervalMs,
        interval,
        periodsPerYear,
      });
      return { computer, dayEnds: computer.dayEnds.map((k) => k + start) };
    });
  }

  private periodsPerYear(interval: 'day' | 'candle'): number {
    const daily = this.calendar === 'session' ? SESSIONS : 365;
    return interval === 'day' ? daily : this.candlesPerYear();
  }

  private candlesPerYear(): number {
    const { intervalMs } = this.market;
    if (this.calendar === '24/7') return YEAR_MS / intervalMs;
    return (SESSIONS * (intervalMs >= DAY_MS ? DAY_MS : SESSION_MS)) / intervalMs;
  }

  private keep<T>(key: string, make: () => T): T {
    // Each key is used with one type: its first word names the maker.
    const known = this.memo.get(key) as T | undefined;
    if (known !== undefined) return known;
    const made = make();
    this.memo.set(key, made);
    return made;
  }
}

/** What measures runs over one span. */
export interface SpanMetrics {
  readonly computer: MetricsComputer;
  /** Grid indices of the last candle of each day; empty when returns are between candles. */
  readonly dayEnds: Int32Array;
}

function runningMean(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isNaN(values[i])) {
      sum += values[i];
      count += 1;
    }
    out[i] = count === 0 ? Number.NaN : sum / count;
  }
  return out;
}
