import { METRIC_NAMES, type MetricName, type RunResult } from '#engine';
import { formatCount, formatMoney, formatPercent } from '../format/number.ts';
import { YEAR_MS } from '../format/time.ts';
import { type Html, html } from '../html.ts';
import { signed, table } from './blocks.ts';
import { METRIC_LABELS } from './metric-labels.ts';

interface Tile {
  readonly metric: MetricName;
  readonly tone?: number | null;
  /** Small line below: the benchmark, or what completes the figure. */
  readonly beside: string;
}

/** The row of key figures, each with buy and hold or its complement beneath. */
export function renderFigures(result: RunResult): Html {
  const { values, reasons } = result.metrics;
  const show = (metric: MetricName): string => METRIC_LABELS[metric].format(values[metric]);
  const years = (result.to - result.from) / YEAR_MS;
  const hold = values.benchmarkReturn;
  const holdRate = hold === null || hold <= -1 || years <= 0 ? null : (1 + hold) ** (1 / years) - 1;
  const tiles: Tile[] = [
    { metric: 'totalReturn', tone: values.totalReturn, beside: `Hold ${show('benchmarkReturn')}` },
    { metric: 'cagr', tone: values.cagr, beside: `Hold ${formatPercent(holdRate, { sign: true })}` },
    { metric: 'maxDrawdown', beside: `Hold ${show('benchmarkMaxDrawdown')}` },
    { metric: 'sharpe', beside: `Sortino ${show('sortino')}` },
    { metric: 'profitFactor', beside: `Win rate ${show('winRate')}` },
    { metric: 'trades', beside: `${show('expectancy')} each` },
    { metric: 'exposure', beside: `Turnover ${show('turnover')}` },
    { metric: 'feesPaid', beside: `Slippage ${show('slippagePaid')}` },
  ];
  return html`<ul class="figures">${tiles.map(({ metric, tone, beside }) => {
    const reason = values[metric] === null ? (reasons[metric] ?? 'not known') : null;
    return html`<li><span class="figure-label">${METRIC_LABELS[metric].label}</span><span class="figure-value">${signed(tone ?? null, show(metric))}</span><span class="figure-beside">${reason ?? beside}</span></li>`;
  })}</ul>`;
}

/** Every metric with what it means and, where it is null, why. */
export function renderMetrics(result: RunResult): Html {
  const { values, reasons, conventions } = result.metrics;
  const rows = METRIC_NAMES.map((name) => {
    const { label, format, about } = METRIC_LABELS[name];
    const why = values[name] === null ? `No figure: ${reasons[name] ?? 'reason not recorded'}` : about;
    return [label, format(values[name]), why];
  });
  const half = Math.ceil(rows.length / 2);
  const columns = [{ label: 'Metric' }, { label: 'Value', kind: 'number' as const }, { label: 'Meaning' }];
  const unit = conventions.interval === 'day' ? 'daily' : 'candle';
  return html`<p class="prose">${formatCount(conventions.returns)} ${unit} returns, ${formatCount(conventions.periodsPerYear)} periods a year, standard deviations with ddof ${conventions.ddof}, risk-free rate ${conventions.riskFreeRate}, CAGR from elapsed time in years of 365.25 days. Drawdown and exposure are measured at every candle. Starting cash ${formatMoney(result.config.account.cash)}.</p><div class="pair">${table('Metrics, first half', columns, rows.slice(0, half))}${table('Metrics, second half', columns, rows.slice(half))}</div>`;
}
