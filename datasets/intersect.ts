import { type CandleSeries, DatasetError } from '../engine/model/index.ts';
import { pickCandles } from './slice-series.ts';

/**
 * Keeps the candles whose open time every series has (inner join).
 * @param list series of one interval
 * @returns one series for each given, in the same order, all with the same times
 * @throws DatasetError `interval-mixed`; `nothing-common` when no time is in all of them
 */
export function intersect(list: readonly CandleSeries[]): CandleSeries[] {
  const first = list[0];
  if (first === undefined) return [];
  for (const { symbol, intervalMs } of list) {
    if (intervalMs === first.intervalMs) continue;
    const text = `Expected series of one interval, was ${first.intervalMs} ms (${first.symbol}) and ${intervalMs} ms (${symbol}).`;
    throw new DatasetError('interval-mixed', text, { symbol });
  }
  const rows = list.map((): number[] => []);
  const at = new Int32Array(list.length);
  for (let i = 0; i < first.length; i++) {
    const now = first.time[i] as number;
    let common = true;
    for (const [k, { time }] of list.entries()) {
      let row = at[k] as number;
      while (row < time.length && (time[row] as number) < now) row++;
      at[k] = row;
      common &&= time[row] === now;
    }
    if (!common) continue;
    for (const [k, kept] of rows.entries()) kept.push(at[k] as number);
  }
  if (rows[0]?.length === 0) {
    const symbols = list.map(({ symbol }) => symbol);
    const text = `Expected candles that ${symbols.join(', ')} have in common, was none.`;
    throw new DatasetError('nothing-common', text, { symbols });
  }
  return list.map((series, k) => pickCandles(series, rows[k] ?? []));
}
