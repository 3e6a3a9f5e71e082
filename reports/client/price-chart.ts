import uPlot from 'uplot';
import { decimalsFor, formatNumber } from '../format/number.ts';
import {
  createCandlePyramid,
  extremesOf,
  firstAtOrAfter,
  levelFor,
  type PyramidLevel,
} from '../payload/candle-pyramid.ts';
import type { ChartCandles } from '../payload/packed-candles.ts';
import type { TradeColumns } from '../payload/run-payload.ts';
import { chartOptions, followSize, timeAxis, valueAxis } from './chart-frame.ts';
import type { Palette } from './palette.ts';
import { drawTrades, tradesOf } from './trade-markers.ts';

/** A chart of candles and trades of one symbol at a time. */
export interface PriceChart {
  readonly plot: uPlot;
  /** Says which instants will be shown next: prices are scaled to what is in view. */
  view(from: number, to: number): void;
  show(candles: ChartCandles): void;
  /** Emphasises one trade, by its row in the trade columns. */
  choose(row: number | null): void;
  /** Candles that are merged into one at the present zoom. */
  span(): number;
  candles(): ChartCandles;
}

/** CSS pixels that a candle needs to be told apart. */
const CANDLE_ROOM = 3;
/** Part of the height that the tallest volume bar takes. */
const VOLUME_HEIGHT = 0.14;

/** Creates the chart inside its host. */
export function createPriceChart(
  host: HTMLElement,
  first: ChartCandles,
  trades: TradeColumns,
  colours: () => Palette,
  syncKey: string,
): PriceChart {
  let candles = first;
  let pyramid = createCandlePyramid(first);
  let rows = tradesOf(trades, first.symbol);
  let chosen: number | null = null;
  let span = 1;

  // Kept here, because uPlot asks for the range of prices before its own x scale has moved.
  let [min, max] = [first.time[0] ?? 0, first.time.at(-1) ?? 0];

  const inView = (): [number, number] => {
    const from = Math.max(0, firstAtOrAfter(candles.time, min - candles.intervalMs));
    return [from, Math.min(candles.length, firstAtOrAfter(candles.time, max)) - 1];
  };

  const options: uPlot.Options = {
    ...chartOptions(host, syncKey),
    scales: {
      x: { time: true },
      y: {
        range: () => {
          const [from, to] = inView();
          if (to < from) return [0, 1];
          const [low, high] = extremesOf(pyramid, from, to);
          const room = (high - low || high || 1) * 0.06;
          return [low - room * 2, high + room];
        },
      },
    },
    axes: [
      timeAxis(colours, true),
      valueAxis(colours, (price, step) => formatNumber(price, { digits: decimalsFor(step, 1) })),
    ],
    // The line itself is never drawn: it gives the cursor something to snap to.
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: {
      draw: [
        (plot) => {
          const [from, to] = inView();
          if (to < from) return;
          const level = levelFor(pyramid, to - from + 1, plot.bbox.width / devicePixelRatio / CANDLE_ROOM);
          span = level.span;
          drawCandles(plot, candles, level, from, to, colours());
          drawTrades(plot, trades, rows, chosen, colours());
        },
      ],
    },
  };
  const plot = new uPlot(options, toData(first), host);
  followSize(plot, host);
  return {
    plot,
    view(from, to) {
      [min, max] = [from, to];
    },
    show(next) {
      candles = next;
      pyramid = createCandlePyramid(next);
      rows = tradesOf(trades, next.symbol);
      plot.setData(toData(next), false);
      plot.setScale('x', { min, max });
    },
    choose(row) {
      chosen = row;
      plot.redraw(false);
    },
    span: () => span,
    candles: () => candles,
  };
}

// uPlot takes typed arrays at run time; its types ask for plain ones.
const toData = (candles: ChartCandles): uPlot.AlignedData =>
  [candles.time, candles.close] as unknown as uPlot.AlignedData;

function drawCandles(
  plot: uPlot,
  candles: ChartCandles,
  level: PyramidLevel,
  from: number,
  to: number,
  colours: Palette,
): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const perCandle = bbox.width / ((plot.scales.x?.max ?? 1) - (plot.scales.x?.min ?? 0));
  const width = perCandle * candles.intervalMs * level.span;
  const body = Math.max(ratio, Math.min(Math.floor(width * 0.72), 14 * ratio));
  const wick = Math.max(1, Math.round(ratio));
  const floor = bbox.top + bbox.height;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const y = (price: number): number => Math.round(plot.valToPos(price, 'y', true));
  const firstMark = Math.floor(from / level.span);
  const lastMark = Math.floor(to / level.span);
  let busiest = 0;
  for (let i = firstMark; i <= lastMark; i++) busiest = Math.max(busiest, level.volume[i] ?? 0);
  const tallest = busiest > 0 ? (bbox.height * VOLUME_HEIGHT) / busiest : 0;
  const paths = { volume: new Path2D(), up: new Path2D(), down: new Path2D() };
  for (let i = firstMark; i <= lastMark; i++) {
    const begin = candles.time[i * level.span] ?? 0;
    const end = (candles.time[Math.min((i + 1) * level.span, candles.length) - 1] ?? begin) + candles.intervalMs;
    const middle = Math.round(plot.valToPos((begin + end) / 2, 'x', true));
    const open = y(level.open[i] ?? 0);
    const close = y(level.close[i] ?? 0);
    const high = y(level.high[i] ?? 0);
    const low = y(level.low[i] ?? 0);
    const left = middle - Math.floor(body / 2);
    const tall = Math.round((level.volume[i] ?? 0) * tallest);
    paths.volume.rect(left, floor - tall, body, tall);
    const path = (level.close[i] ?? 0) >= (level.open[i] ?? 0) ? paths.up : paths.down;
    path.rect(middle - Math.floor(wick / 2), high, wick, Math.max(low - high, 1));
    path.rect(left, Math.min(open, close), body, Math.max(Math.abs(close - open), wick));
  }
  ctx.fillStyle = colours.volume;
  ctx.fill(paths.volume);
  ctx.fillStyle = colours.up;
  ctx.fill(paths.up);
  ctx.fillStyle = colours.down;
  ctx.fill(paths.down);
  ctx.restore();
}
