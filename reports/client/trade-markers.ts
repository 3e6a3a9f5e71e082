import type uPlot from 'uplot';
import type { TradeColumns } from '../payload/run-payload.ts';
import type { Palette } from './palette.ts';

/** Trades of one symbol, by their row in the trade columns, in order of entry. */
export function tradesOf(trades: TradeColumns, symbol: string): number[] {
  const index = trades.symbols.indexOf(symbol);
  return trades.symbol
    .map((_, row) => row)
    .filter((row) => trades.symbol[row] === index)
    .sort((a, b) => (trades.entryTime[a] ?? 0) - (trades.entryTime[b] ?? 0));
}

/** CSS pixels that one trade needs for its own marks; with less, only ticks are drawn. */
const ROOM = 9;

/**
 * Draws trades over candles: a triangle at the entry, a ring at the exit, a line between;
 * with too many in view, ticks on the bottom edge.
 * @param plot chart, its x scale in ms
 * @param rows trades of the symbol shown
 * @param chosen row to emphasise, or null
 */
export function drawTrades(
  plot: uPlot,
  trades: TradeColumns,
  rows: readonly number[],
  chosen: number | null,
  colours: Palette,
): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const min = plot.scales.x?.min ?? 0;
  const max = plot.scales.x?.max ?? 0;
  const visible = rows.filter((row) => (trades.entryTime[row] ?? 0) <= max && (trades.exitTime[row] ?? max) >= min);
  const x = (time: number): number => plot.valToPos(time, 'x', true);
  const y = (price: number): number => plot.valToPos(price, 'y', true);
  const isCrowded = visible.length * ROOM * ratio > bbox.width;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const row of visible) {
    const isChosen = row === chosen;
    const colour = (trades.pnl[row] ?? 0) >= 0 ? colours.up : colours.down;
    const left = x(trades.entryTime[row] ?? 0);
    if (isCrowded && !isChosen) {
      ctx.fillStyle = colour;
      ctx.globalAlpha = 0.55;
      ctx.fillRect(Math.round(left), bbox.top + bbox.height - 7 * ratio, Math.max(1, ratio), 7 * ratio);
      ctx.globalAlpha = 1;
      continue;
    }
    const top = y(trades.entryPrice[row] ?? 0);
    const exit = trades.exitTime[row] ?? null;
    const exitPrice = trades.exitPrice[row] ?? null;
    if (isChosen) {
      ctx.fillStyle = colour;
      ctx.globalAlpha = 0.1;
      const right = exit === null ? bbox.left + bbox.width : x(exit);
      ctx.fillRect(left, bbox.top, Math.max(right - left, 2 * ratio), bbox.height);
      ctx.globalAlpha = 1;
    }
    if (exit !== null && exitPrice !== null) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = (isChosen ? 2 : 1.25) * ratio;
      ctx.setLineDash(isChosen ? [] : [3 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(left, top);
      ctx.lineTo(x(exit), y(exitPrice));
      ctx.stroke();
      ctx.setLineDash([]);
      drawExit(ctx, x(exit), y(exitPrice), ratio, colour, colours.surface);
    }
    drawEntry(ctx, left, top, ratio * (trades.side[row] ?? 1), ratio, colours);
  }
  ctx.restore();
}

function drawEntry(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  up: number,
  ratio: number,
  colours: Palette,
): void {
  const size = 5 * ratio;
  // The tip touches the entry price; long points up from below, short points down from above.
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - size, y + 8 * up);
  ctx.lineTo(x + size, y + 8 * up);
  ctx.closePath();
  ctx.lineWidth = 2 * ratio;
  ctx.strokeStyle = colours.surface;
  ctx.stroke();
  ctx.fillStyle = colours.ink;
  ctx.fill();
}

function drawExit(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  ratio: number,
  colour: string,
  surface: string,
): void {
  ctx.beginPath();
  ctx.arc(x, y, 3.5 * ratio, 0, 2 * Math.PI);
  ctx.fillStyle = surface;
  ctx.fill();
  ctx.lineWidth = 1.75 * ratio;
  ctx.strokeStyle = colour;
  ctx.stroke();
}
