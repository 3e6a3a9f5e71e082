import { Adx, Ema } from '../indicators/index.ts';
import type { CandleSeries } from '../model/index.ts';
import { SlopeStatistic } from './slope-statistic.ts';

export interface TrendOptions {
  /** Candles of the two averages; the regression line spans `slow`. */
  readonly fast: number;
  readonly slow: number;
  /** Period of the directional index. */
  readonly adx: number;
}

/** Direction and strength of the trend of one instrument, candle by candle. */
export class TrendAnalyzer {
  private readonly slope: SlopeStatistic;
  private readonly fast: Ema;
  private readonly slow: Ema;
  private readonly directional: Adx;
  /** Fast over slow average of closes, minus 1; of the last `next`, NaN while candles are too few. */
  spread = Number.NaN;
  /** Average directional index, 0 to 100; of the last `next`. */
  adx = Number.NaN;

  constructor(options: TrendOptions) {
    this.slope = new SlopeStatistic(options.slow);
    this.fast = new Ema(options.fast);
    this.slow = new Ema(options.slow);
    this.directional = new Adx(options.adx);
  }

  /**
   * Takes the next closed candle.
   * @returns t-statistic of the slope of log closes over `slow` candles, NaN while they are too few
   */
  next(_open: number, high: number, low: number, close: number): number {
    this.spread = this.fast.next(close) / this.slow.next(close) - 1;
    this.directional.next(high, low, close);
    this.adx = this.directional.adx;
    return this.slope.next(close);
  }
}

/** Columns of a trend, by row; NaN while candles are too few. */
export interface TrendColumns {
  readonly tStat: Float64Array;
  readonly spread: Float64Array;
  readonly adx: Float64Array;
}

/** The trend at the close of every candle. */
export function trendColumns(series: CandleSeries, options: TrendOptions): TrendColumns {
  const { open, high, low, close, length } = series;
  const analyzer = new TrendAnalyzer(options);
  const tStat = new Float64Array(length);
  const spread = new Float64Array(length);
  const adx = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    tStat[i] = analyzer.next(open[i], high[i], low[i], close[i]);
    spread[i] = analyzer.spread;
    adx[i] = analyzer.adx;
  }
  return { tStat, spread, adx };
}
