import type { CandleSeries, RunResult } from '#engine';
import { findDrawdowns } from '../analysis/drawdowns.ts';
import { findMonthEnds } from '../analysis/monthly-returns.ts';
import { formatCount, formatMoney, formatPercent, formatPrice } from '../format/number.ts';
import { DAY_MS, formatInstant, formatSpan, monthOf, nextMonthOf } from '../format/time.ts';
import { type Html, html } from '../html.ts';
import { firstAtOrAfter } from '../payload/candle-pyramid.ts';
import { type Cell, type ColumnSpec, folded, signed, table } from './blocks.ts';

/** Ranges of the time axis that a button jumps to, in days; null is everything. */
const RANGES: readonly (readonly [string, number | null])[] = [
  ['1W', 7],
  ['1M', 30],
  ['3M', 91],
  ['1Y', 365],
  ['All', null],
];

const number = (label: string): ColumnSpec => ({ label, kind: 'number' });

/** Places for the linked charts, and the tables behind them. */
export function renderCharts(result: RunResult, candles: readonly CandleSeries[]): Html {
  const span = result.to - result.from;
  return html`<div class="chart-card" id="chart-card">
<div class="chart-bar">
<div class="segmented" role="group" aria-label="Symbol">${candles.map(
    (series, i) =>
      html`<button type="button" data-symbol="${i}" aria-pressed="${i === 0 ? 'true' : 'false'}">${series.symbol}</button>`,
  )}</div>
<div class="segmented" role="group" aria-label="Time range">${RANGES.filter(
    ([, days]) => days === null || days * DAY_MS < span,
  ).map(
    ([label, days]) =>
      html`<button type="button" data-days="${days ?? 'all'}" aria-pressed="${days === null ? 'true' : 'false'}">${label}</button>`,
  )}</div>
</div>
<p class="readout" id="price-readout" aria-live="off"></p>
<div class="plot price" id="price-chart" tabindex="0" role="img" aria-label="Candles with trades. Arrow keys move, plus and minus zoom, 0 shows everything."></div>
<p class="readout" id="equity-readout"></p>
<div class="plot" id="equity-chart" role="img" aria-label="Equity and buy and hold"></div>
<p class="readout" id="drawdown-readout"></p>
<div class="plot" id="drawdown-chart" role="img" aria-label="Drawdown of equity and of buy and hold"></div>
<p class="hint"><span class="fine">Drag to zoom, double-click to see everything, Ctrl + wheel zooms, Shift + drag moves; with the keyboard: arrows, + and −, 0.</span><span class="coarse">Pinch to zoom, drag sideways to move.</span></p>
</div>
${folded('Table: prices by month', renderPriceTable(result, candles))}
${folded('Table: equity and buy and hold by month', renderEquityTable(result))}
${folded('Table: deepest drawdowns', renderDrawdownTable(result))}`;
}

function renderPriceTable(result: RunResult, candles: readonly CandleSeries[]): Html {
  const first = result.equity.candle[0] ?? 0;
  const last = result.equity.candle.at(-1) ?? 0;
  const rows: Cell[][] = [];
  for (const series of candles) {
    const entries = new Map<string, number>();
    for (const trade of result.trades) {
      if (trade.symbol !== series.symbol) continue;
      const month = monthOf(trade.entryTime);
      entries.set(month, (entries.get(month) ?? 0) + 1);
    }
    for (const { month, open, high, low, close } of barsByMonth(series, first, last)) {
      const cells = [open, high, low, close].map(formatPrice);
      rows.push([series.symbol, month, ...cells, formatCount(entries.get(month) ?? 0)]);
    }
  }
  return table(
    'Prices by month',
    [
      { label: 'Symbol' },
      { label: 'Month' },
      number('Open'),
      number('High'),
      number('Low'),
      number('Close'),
      number('Entries'),
    ],
    rows,
  );
}

interface MonthBar {
  /** `2021-03`. */
  readonly month: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Candles whose open lies in [from, to], merged by month. */
function barsByMonth({ time, open, high, low, close }: CandleSeries, from: number, to: number): MonthBar[] {
  const bars: MonthBar[] = [];
  const begin = firstAtOrAfter(time, from);
  const last = firstAtOrAfter(time, to);
  const end = time[last] === to ? last + 1 : last;
  for (let first = begin; first < end; ) {
    const start = time[first] ?? 0;
    const next = Math.min(end, firstAtOrAfter(time, nextMonthOf(start)));
    bars.push({
      month: monthOf(start),
      open: open[first] ?? 0,
      high: highest(high, first, next),
      low: lowest(low, first, next),
      close: close[next - 1] ?? 0,
    });
    first = next;
  }
  return bars;
}

function highest(values: Float64Array, from: number, end: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = from; i < end; i++) most = Math.max(most, values[i] ?? most);
  return most;
}

function lowest(values: Float64Array, from: number, end: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = from; i < end; i++) least = Math.min(least, values[i] ?? least);
  return least;
}

function renderEquityTable(result: RunResult): Html {
  const { equity, benchmark, time, gross } = result.equity;
  const rows = findMonthEnds(time).map(({ index, month }) => {
    const own = equity[index] ?? 0;
    const lead = own - (benchmark[index] ?? 0);
    const invested = own > 0 ? (gross[index] ?? 0) / own : null;
    return [
      month,
      formatMoney(own),
      formatMoney(benchmark[index] ?? null),
      signed(lead, formatMoney(lead, { sign: true })),
      formatPercent(invested, { digits: 0 }),
    ];
  });
  return table(
    'Equity and buy and hold at the end of each month',
    [{ label: 'Month' }, number('Equity'), number('Buy and hold'), number('Lead'), number('Invested')],
    rows,
  );
}

function renderDrawdownTable(result: RunResult): Html {
  const { time, equity } = result.equity;
  const rows = findDrawdowns(time, equity, result.config.account.cash, 10).map((fall) => [
    formatPercent(-fall.depth),
    formatInstant(fall.peakTime, true),
    formatInstant(fall.troughTime, true),
    fall.recoveredTime === null ? 'not recovered' : formatInstant(fall.recoveredTime, true),
    formatSpan((fall.recoveredTime ?? result.to) - fall.peakTime),
  ]);
  return table(
    'The ten deepest drawdowns',
    [number('Depth'), { label: 'Peak' }, { label: 'Trough' }, { label: 'Recovered' }, number('Length')],
    rows,
  );
}
