import type { MetricName } from '#engine';
import { formatCount, formatMoney, formatNumber, formatPercent } from '../format/number.ts';

/** How a metric is called, printed and explained. */
export interface MetricLabel {
  readonly label: string;
  readonly format: (value: number | null) => string;
  readonly about: string;
}

const percent = (value: number | null): string => formatPercent(value);
const signedPercent = (value: number | null): string => formatPercent(value, { sign: true });
const ratio = (value: number | null): string => formatNumber(value);
const money = (value: number | null): string => formatMoney(value);

export const METRIC_LABELS: Readonly<Record<MetricName, MetricLabel>> = {
  totalReturn: { label: 'Net return', format: signedPercent, about: 'Equity at the end over starting cash, less 1' },
  cagr: { label: 'CAGR', format: signedPercent, about: 'Yearly growth, from elapsed time' },
  volatility: { label: 'Volatility', format: percent, about: 'Standard deviation of returns, a year' },
  sharpe: { label: 'Sharpe', format: ratio, about: 'Mean over standard deviation of returns, a year' },
  sortino: { label: 'Sortino', format: ratio, about: 'Mean over downside deviation of returns, a year' },
  calmar: { label: 'Calmar', format: ratio, about: 'CAGR over max drawdown' },
  maxDrawdown: { label: 'Max drawdown', format: percent, about: 'Deepest fall below a peak, at closes' },
  maxDrawdownDays: {
    label: 'Longest drawdown',
    format: (v) => (v === null ? '—' : `${formatCount(v)} d`),
    about: 'Longest time below a peak',
  },
  ulcer: { label: 'Ulcer index', format: percent, about: 'Root mean square of the drawdown' },
  var95: {
    label: 'VaR 95%',
    format: (v) => formatPercent(v, { digits: 2 }),
    about: 'Loss that one return in twenty exceeds',
  },
  cvar95: {
    label: 'CVaR 95%',
    format: (v) => formatPercent(v, { digits: 2 }),
    about: 'Mean loss of the worst twentieth',
  },
  tailRatio: { label: 'Tail ratio', format: ratio, about: '95th over 5th percentile of returns' },
  omega: { label: 'Omega', format: ratio, about: 'Sum of gains over sum of losses' },
  skew: { label: 'Skewness', format: ratio, about: 'Of returns; 0 is symmetric' },
  kurtosis: { label: 'Kurtosis', format: ratio, about: 'Of returns, raw; 3 is normal' },
  exposure: { label: 'Exposure', format: percent, about: 'Share of candles with a position' },
  turnover: {
    label: 'Turnover',
    format: (v) => (v === null ? '—' : `${formatNumber(v, { digits: 1 })}×/y`),
    about: 'Traded notional over mean equity, a year',
  },
  feesPaid: { label: 'Fees paid', format: money, about: 'Quote currency' },
  slippagePaid: { label: 'Slippage paid', format: money, about: 'Quote currency' },
  trades: { label: 'Closed trades', format: formatCount, about: 'From flat to flat, or to the flip' },
  winRate: { label: 'Win rate', format: percent, about: 'Share of closed trades with a net gain' },
  profitFactor: { label: 'Profit factor', format: ratio, about: 'Gross gains over gross losses of trades' },
  expectancy: {
    label: 'Expectancy',
    format: (v) => formatMoney(v, { sign: true }),
    about: 'Mean net result of a trade',
  },
  benchmarkReturn: { label: 'Buy and hold', format: signedPercent, about: 'Same symbols, same cash' },
  benchmarkMaxDrawdown: {
    label: 'Drawdown of buy and hold',
    format: percent,
    about: 'Deepest fall below a peak, at closes',
  },
  alpha: { label: 'Alpha', format: signedPercent, about: 'Yearly return that buy and hold does not explain' },
  beta: { label: 'Beta', format: ratio, about: 'Slope on the returns of buy and hold' },
};

/**
 * Prints any figure by the name of its metric; unknown names are printed as plain numbers.
 * @param name name of a metric
 * @param value its value
 */
export function formatMetric(name: string, value: number | null | undefined): string {
  const label = labelOf(name);
  return label === null ? formatNumber(value ?? null, { digits: 4 }) : label.format(value ?? null);
}

/** The label of a metric, or its bare name where it is none of ours. */
export function metricLabel(name: string): string {
  return labelOf(name)?.label ?? name;
}

function labelOf(name: string): MetricLabel | null {
  return Object.hasOwn(METRIC_LABELS, name) ? METRIC_LABELS[name as MetricName] : null; // hasOwn has just shown that it is a name
}
