import { lowerBound } from '../engine/math/index.ts';
import type { CandleSeries } from '../engine/model/index.ts';
import { allocateColumns, type CandleColumns, COLUMN_NAMES, createCandleSeries } from './candle-columns.ts';

/**
 * Cuts a span of time out of a series.
 * @param series ascending in time
 * @param from first open time kept, epoch ms; null means the beginning
 * @param to first open time not kept, epoch ms; null means the end
 * @returns a series over memory of its own (what was cut off cannot be reached through it), with an id of its own;
 *   the same series when nothing is cut off; length 0 when nothing is left
 */
export function sliceSeries(series: CandleSeries, from: number | null, to: number | null): CandleSeries {
  const start = from === null ? 0 : lowerBound(series.time, from);
  const end = to === null ? series.length : Math.max(start, lowerBound(series.time, to));
  if (start === 0 && end === series.length) return series;
  const columns = allocateColumns(end - start);
  for (const name of COLUMN_NAMES) columns[name].set(series[name].subarray(start, end));
  return createCandleSeries(series.symbol, series.intervalMs, columns);
}

/**
 * Keeps the candles at given positions.
 * @param series any
 * @param rows ascending positions
 */
export function pickCandles(series: CandleSeries, rows: ArrayLike<number>): CandleSeries {
  const columns: CandleColumns = allocateColumns(rows.length);
  for (const name of COLUMN_NAMES) {
    const from = series[name];
    const to = columns[name];
    for (let k = 0; k < to.length; k++) to[k] = from[rows[k] as number] as number;
  }
  return createCandleSeries(series.symbol, series.intervalMs, columns);
}
