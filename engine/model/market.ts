import type { CandleSeries } from './candle-series.ts';
import { type PriceReach, reachOf } from './price-reach.ts';

/** The candles of one instrument on the common grid; missing ones are NaN and not present. */
export interface MarketColumns {
  readonly series: CandleSeries;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly reach: PriceReach;
  /** Last known close, NaN before the first candle: what a position is worth. */
  readonly mark: Float64Array;
  /** Row of the series at each grid index, -1 where the candle is missing; null when row = index. */
  readonly row: Int32Array | null;
  /** Grid indices of the first and the last candle. */
  readonly first: number;
  readonly last: number;
}

/** All instruments on one grid: the union of their open times. Grid index i is the slice closing at time[i] + interval. */
export interface Market {
  readonly intervalMs: number;
  readonly length: number;
  /** Open times, epoch ms UTC. */
  readonly time: Float64Array;
  /** UTC day number of each open time. */
  readonly day: Int32Array;
  readonly columns: readonly MarketColumns[];
  /**
   * The marks again, grid index by grid index: that of instrument s at i is element i x instruments + s, and 0 before
   * its first candle. What a portfolio is worth is read from one place in memory, however many instruments there are.
   */
  readonly marks: Float64Array;
}

const DAY_MS = 86_400_000;

/**
 * Lays series of one interval on their common grid. Columns of a series that has every candle are shared, not copied.
 * @param seriesList one per instrument, ascending times
 */
export function createMarket(seriesList: readonly CandleSeries[]): Market {
  const time = unionOfTimes(seriesList);
  const day = new Int32Array(time.length);
  for (let i = 0; i < time.length; i += 1) day[i] = Math.floor(time[i] / DAY_MS);
  const columns = seriesList.map((series) => alignSeries(series, time));
  return { intervalMs: seriesList[0].intervalMs, length: time.length, time, day, columns, marks: interleave(columns) };
}

function interleave(columns: readonly MarketColumns[]): Float64Array {
  const [{ mark: only }] = columns;
  // A single mark is known from the first candle on, as that is where the grid begins.
  if (columns.length === 1) return only;
  const marks = new Float64Array(columns.length * only.length);
  for (const [s, { mark, first }] of columns.entries()) {
    for (let i = first; i < mark.length; i += 1) marks[i * columns.length + s] = mark[i];
  }
  return marks;
}

function unionOfTimes(seriesList: readonly CandleSeries[]): Float64Array {
  let longest = seriesList[0];
  for (const series of seriesList) if (series.length > longest.length) longest = series;
  if (seriesList.every((series) => isWithin(series.time, longest.time))) return longest.time;
  const all = new Set<number>();
  for (const series of seriesList) for (const t of series.time) all.add(t);
  return Float64Array.from(all).sort();
}

function isWithin(part: Float64Array, whole: Float64Array): boolean {
  if (part === whole) return true;
  let w = 0;
  for (let p = 0; p < part.length; p += 1) {
    while (w < whole.length && whole[w] < part[p]) w += 1;
    if (w === whole.length || whole[w] !== part[p]) return false;
  }
  return true;
}

function alignSeries(series: CandleSeries, time: Float64Array): MarketColumns {
  if (series.length === time.length) {
    const { open, high, low, close } = series;
    const last = time.length - 1;
    return { series, open, high, low, close, reach: reachOf(open, high, low), mark: close, row: null, first: 0, last };
  }
  const row = new Int32Array(time.length).fill(-1);
  const open = new Float64Array(time.length).fill(Number.NaN);
  const high = open.slice();
  const low = open.slice();
  const close = open.slice();
  const mark = open.slice();
  let r = 0;
  let first = -1;
  let last = -1;
  let lastClose = Number.NaN;
  for (let i = 0; i < time.length; i += 1) {
    if (r < series.length && series.time[r] === time[i]) {
      row[i] = r;
      open[i] = series.open[r];
      high[i] = series.high[r];
      low[i] = series.low[r];
      close[i] = series.close[r];
      lastClose = close[i];
      if (first < 0) first = i;
      last = i;
      r += 1;
    }
    mark[i] = lastClose;
  }
  return { series, open, high, low, close, reach: reachOf(open, high, low), mark, row, first, last };
}
