/** Names of the metrics of a run, in the order in which reports show them. */
export const METRIC_NAMES = [
  'totalReturn',
  'cagr',
  'volatility',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
  'maxDrawdownDays',
  'ulcer',
  'var95',
  'cvar95',
  'tailRatio',
  'omega',
  'skew',
  'kurtosis',
  'exposure',
  'turnover',
  'feesPaid',
  'slippagePaid',
  'trades',
  'winRate',
  'profitFactor',
  'expectancy',
  'benchmarkReturn',
  'benchmarkMaxDrawdown',
  'alpha',
  'beta',
] as const;

export type MetricName = (typeof METRIC_NAMES)[number];

/** The metrics of one run. A figure without enough data is null and has a reason. */
export interface MetricSet {
  readonly values: Readonly<Record<MetricName, number | null>>;
  readonly reasons: Readonly<Partial<Record<MetricName, string>>>;
  readonly conventions: MetricConventions;
}

/** How the figures were made, printed beside them. */
export interface MetricConventions {
  /** Interval of the returns. */
  readonly interval: 'day' | 'candle';
  readonly periodsPerYear: number;
  readonly returns: number;
  readonly ddof: 1;
  readonly riskFreeRate: 0;
  /** `elapsed`: CAGR from elapsed time in years of 365.25 days. */
  readonly cagr: 'elapsed';
}
