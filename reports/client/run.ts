import { formatPrice } from '../format/number.ts';
import { DAY_MS, formatInstant, formatSpan } from '../format/time.ts';
import { firstAtOrAfter } from '../payload/candle-pyramid.ts';
import { unpackCandles } from '../payload/packed-candles.ts';
import { unpackColumn, unpackTimes } from '../payload/packed-columns.ts';
import type { RunPayload } from '../payload/run-payload.ts';
import {
  createDrawdownChart,
  createEquityChart,
  describeDrawdown,
  describeEquity,
  fallsOf,
  type RunCurves,
} from './equity-charts.ts';
import { linkCharts } from './linked-charts.ts';
import { element, elementIfAny, make, readPayload } from './page.ts';
import { readPalette, watchTheme } from './palette.ts';
import { createPriceChart } from './price-chart.ts';
import { createTradeTable } from './trade-table.ts';

const SYNC = 'run';
/** Narrowest view, in candles. */
const LEAST_CANDLES = 12;

const payload = readPayload<RunPayload>();
let palette = readPalette();
const colours = (): typeof palette => palette;

function unpackCurves(): RunCurves {
  const equity = unpackColumn(payload.equity);
  const benchmark = unpackColumn(payload.benchmark);
  return {
    time: unpackTimes(payload.time),
    equity,
    benchmark,
    drawdown: fallsOf(equity, payload.startingCash),
    benchmarkDrawdown: fallsOf(benchmark, payload.startingCash),
  };
}

function writeReadout(id: string, lead: string, pairs: readonly (readonly [string, string])[]): void {
  const parts = pairs.map(([label, value], i) => {
    const part = make('span', `key key-${i}`);
    part.append(make('i', '', label), make('b', '', value));
    return part;
  });
  element(id).replaceChildren(...(lead === '' ? [] : [make('span', 'when', lead)]), ...parts);
}

const first = payload.candles[0];
if (first !== undefined && payload.time.length > 1) startCharts(payload.candles.map(unpackCandles));
else element('chart-card').hidden = true;

function startCharts(series: readonly ReturnType<typeof unpackCandles>[]): void {
  const shown = series[0];
  if (shown === undefined) return;
  const curves = unpackCurves();
  const price = createPriceChart(element('price-chart'), shown, payload.trades, colours, SYNC);
  const equity = createEquityChart(element('equity-chart'), curves, colours, SYNC);
  const drawdown = createDrawdownChart(element('drawdown-chart'), curves, colours, SYNC);
  const plots = [price.plot, equity, drawdown];
  const last = curves.time.at(-1) ?? 0;
  const bounds: [number, number] = [(curves.time[0] ?? 0) - payload.intervalMs, last];
  const ranges = [...document.querySelectorAll<HTMLButtonElement>('[data-days]')];
  const symbols = [...document.querySelectorAll<HTMLButtonElement>('[data-symbol]')];

  const describe = (time: number | null): void => {
    const candles = price.candles();
    const at = time === null ? candles.length - 1 : Math.min(firstAtOrAfter(candles.time, time), candles.length - 1);
    const merged = price.span() > 1 ? ` · drawn as ${formatSpan(price.span() * candles.intervalMs)} candles` : '';
    writeReadout('price-readout', `${candles.symbol} · ${formatInstant(candles.time[at] ?? 0)}${merged}`, [
      ['O', formatPrice(candles.open[at] ?? null)],
      ['H', formatPrice(candles.high[at] ?? null)],
      ['L', formatPrice(candles.low[at] ?? null)],
      ['C', formatPrice(candles.close[at] ?? null)],
    ]);
    const point =
      time === null ? curves.time.length - 1 : Math.min(firstAtOrAfter(curves.time, time), curves.time.length - 1);
    writeReadout('equity-readout', '', describeEquity(curves, point));
    writeReadout('drawdown-readout', '', describeDrawdown(curves, point));
  };

  const linked = linkCharts(plots, bounds, payload.intervalMs * LEAST_CANDLES, (from, to) => {
    price.view(from, to);
    const days = (to - from) / DAY_MS;
    const isAll = to - from >= (bounds[1] - bounds[0]) * 0.999;
    for (const button of ranges) {
      const own = button.dataset.days === 'all' ? isAll : !isAll && Math.abs(Number(button.dataset.days) - days) < 0.01;
      button.setAttribute('aria-pressed', String(own));
    }
    element('chart-card').dataset.range = `${Math.round(from)} ${Math.round(to)}`;
    requestAnimationFrame(() => describe(null));
  });
  for (const plot of plots) {
    plot.hooks.setCursor = [
      () => {
        const { left } = plot.cursor;
        describe(left === undefined || left < 0 ? null : plot.posToVal(left, 'x'));
      },
    ];
  }
  for (const button of ranges) {
    button.addEventListener('click', () => {
      if (button.dataset.days === 'all') return linked.all();
      const [, to] = linked.range();
      return linked.show(to - Number(button.dataset.days) * DAY_MS, to);
    });
  }
  const showSymbol = (symbol: string): void => {
    const next = series.find((candles) => candles.symbol === symbol);
    if (next === undefined) return;
    price.show(next);
    for (const button of symbols)
      button.setAttribute('aria-pressed', String(series[Number(button.dataset.symbol)] === next));
    describe(null);
  };
  for (const button of symbols) {
    button.addEventListener('click', () => showSymbol(series[Number(button.dataset.symbol)]?.symbol ?? ''));
  }
  element('price-chart').addEventListener('keydown', (event) => {
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => linked.move(-0.15),
      ArrowRight: () => linked.move(0.15),
      '+': () => linked.zoom(0.6),
      '=': () => linked.zoom(0.6),
      '-': () => linked.zoom(1 / 0.6),
      0: () => linked.all(),
    };
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    action();
  });
  watchTheme(() => {
    palette = readPalette();
    for (const plot of plots) plot.redraw(true, true);
  });
  if (elementIfAny('trade-rows') !== null) {
    createTradeTable(payload.trades, (row) => {
      const { trades } = payload;
      showSymbol(trades.symbols[trades.symbol[row] ?? 0] ?? '');
      price.choose(row);
      const from = trades.entryTime[row] ?? 0;
      const to = trades.exitTime[row] ?? last;
      const room = Math.max((to - from) * 0.75, payload.intervalMs * 20);
      linked.show(from - room, to + room);
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      element('chart-card').scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
    });
  }
}
