import { type CandleSeries, REGIMES } from '../model/index.ts';
import { RollingRank } from './rolling-rank.ts';
import { SlopeStatistic } from './slope-statistic.ts';
import type { TrendOptions } from './trend-analyzer.ts';
import { VolatilityAdapter, type VolatilityOptions, volatilityColumn } from './volatility-adapter.ts';

export interface RegimeOptions {
  /** Candles over which volatility is ranked. */
  readonly window: number;
  /** Rank of volatility, 0 to 1, from which on the market is volatile. */
  readonly volatileAbove: number;
  /** Size of the t-statistic of the trend beyond which it is a bull or a bear market. */
  readonly trendAbove: number;
  /** Candles for which a new regime must hold before it is believed. */
  readonly dwell: number;
}

export interface AdaptationOptions {
  readonly volatility: VolatilityOptions;
  readonly trend: Pick<TrendOptions, 'slow'>;
  readonly regime: RegimeOptions;
}

const BULL = REGIMES.indexOf('bull');
const BEAR = REGIMES.indexOf('bear');
const VOLATILE = REGIMES.indexOf('volatile');
const NORMAL = REGIMES.indexOf('normal');

/**
 * Names the state of the market by rule: volatile where volatility ranks high within the window, else bull or bear
 * where the trend is beyond its threshold, else normal. It looks at closed candles only, and calls a market normal
 * while it knows too few of them.
 */
export class MarketRegimeDetector {
  private readonly volatility: VolatilityAdapter;
  private readonly trend: SlopeStatistic;
  private readonly rank: RollingRank;
  private readonly options: RegimeOptions;
  private believed = NORMAL;
  private candidate = NORMAL;
  private held = 0;

  /** @param periodsPerYear candles in a year */
  constructor(options: AdaptationOptions, periodsPerYear: number) {
    this.volatility = new VolatilityAdapter(options.volatility, periodsPerYear);
    this.trend = new SlopeStatistic(options.trend.slow);
    this.rank = new RollingRank(options.regime.window);
    this.options = options.regime;
  }

  /**
   * Takes the next closed candle.
   * @returns code of the believed regime, an index of REGIMES
   */
  next(open: number, high: number, low: number, close: number): number {
    return this.judge(this.volatility.next(open, high, low, close), close);
  }

  /**
   * Takes the next closed candle, whose volatility is known; a stream is given either these or whole candles.
   * @param volatility annualised, NaN while candles are too few
   * @returns code of the believed regime, an index of REGIMES
   */
  judge(volatility: number, close: number): number {
    const seen = this.classify(volatility, this.trend.next(close));
    if (seen === this.candidate) this.held++;
    else {
      this.candidate = seen;
      this.held = 1;
    }
    if (this.held >= this.options.dwell) this.believed = seen;
    return this.believed;
  }

  private classify(volatility: number, trend: number): number {
    const { volatileAbove, trendAbove } = this.options;
    const rank = Number.isNaN(volatility) ? Number.NaN : this.rank.next(volatility);
    if (rank >= volatileAbove) return VOLATILE;
    if (trend > trendAbove) return BULL;
    return trend < -trendAbove ? BEAR : NORMAL;
  }
}

/**
 * The believed regime at the close of every candle.
 * @param periodsPerYear candles in a year
 * @param volatility of these candles by these options, by row; computed when absent
 * @returns codes by row, indices of REGIMES
 */
export function regimeColumn(
  series: CandleSeries,
  options: AdaptationOptions,
  periodsPerYear: number,
  volatility: Float64Array = volatilityColumn(series, options.volatility, periodsPerYear),
): Uint8Array {
  const { close, length } = series;
  const detector = new MarketRegimeDetector(options, periodsPerYear);
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) out[i] = detector.judge(volatility[i], close[i]);
  return out;
}
