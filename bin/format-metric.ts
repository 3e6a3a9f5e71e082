/** Metrics as people read them. */

const PERCENT: ReadonlySet<string> = new Set([
  'totalReturn',
  'cagr',
  'volatility',
  'maxDrawdown',
  'ulcer',
  'var95',
  'cvar95',
  'exposure',
  'winRate',
  'benchmarkReturn',
  'benchmarkMaxDrawdown',
  'alpha',
]);
const MONEY: ReadonlySet<string> = new Set(['feesPaid', 'slippagePaid', 'expectancy']);
const COUNT: ReadonlySet<string> = new Set(['trades']);

const LABELS: Readonly<Record<string, string>> = {
  totalReturn: 'net return',
  cagr: 'CAGR',
  maxDrawdown: 'max drawdown',
  maxDrawdownDays: 'longest drawdown, days',
  var95: 'VaR 95 %',
  cvar95: 'CVaR 95 %',
  tailRatio: 'tail ratio',
  feesPaid: 'fees',
  slippagePaid: 'slippage',
  winRate: 'win rate',
  profitFactor: 'profit factor',
  benchmarkReturn: 'buy and hold',
  benchmarkMaxDrawdown: 'its max drawdown',
};

/** Name of a metric for people. */
export const metricLabel = (name: string): string => LABELS[name] ?? name;

/** A metric for people: `12.34 %`, `1.23`, `4,567`, `-` where it has no value. */
export function formatMetric(name: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  if (PERCENT.has(name)) return `${(value * 100).toFixed(2)} %`;
  if (MONEY.has(name)) return group(value.toFixed(2));
  if (COUNT.has(name)) return group(String(value));
  return value.toFixed(name === 'maxDrawdownDays' ? 1 : 2);
}

/** Thousands set apart, whatever the locale of the machine. */
function group(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
