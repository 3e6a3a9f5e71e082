import { type CandleSeries, DatasetError } from '../engine/model/index.ts';
import { allocateColumns, COLUMN_NAMES, createCandleSeries } from './candle-columns.ts';
import { isoTime } from './iso-time.ts';

/** Candles, and what an error calls them. */
export interface NamedSeries {
  readonly name: string;
  readonly series: CandleSeries;
}

/**
 * Goes on with a series where it ends. Both must have its last candle, and agree on every candle of their common time:
 * so neither a hole between them nor a source that has changed its mind goes unseen.
 * @param known at least one candle
 * @param more begins at the last candle of `known` or earlier
 * @returns the candles of `known`, then the later ones of `more`
 * @throws DatasetError `not-adjoining` when `more` begins later, or lacks a candle that `known` has, or has one that it
 *   lacks; `candle-changed` when a candle differs
 */
export function extendSeries(known: NamedSeries, more: NamedSeries): CandleSeries {
  const { series } = known;
  const last = series.time[series.length - 1] as number;
  const start = more.series.time[0] ?? Number.POSITIVE_INFINITY;
  if (start > last) {
    const was = start === Number.POSITIVE_INFINITY ? 'none' : `its first at ${isoTime(start)}`;
    const text = `${more.name}: expected the candle at ${isoTime(last)}, the last of ${known.name}, was ${was}.`;
    throw new DatasetError('not-adjoining', text, { known: known.name, last });
  }
  let at = series.time.findIndex((time) => time >= start);
  let from = 0;
  for (; at < series.length; at++, from++) checkSame(known, at, more, from);
  const added = more.series.length - from;
  const columns = allocateColumns(series.length + added);
  for (const name of COLUMN_NAMES) {
    columns[name].set(series[name].subarray(0, series.length));
    columns[name].set(more.series[name].subarray(from, more.series.length), series.length);
  }
  return createCandleSeries(series.symbol, series.intervalMs, columns);
}

function checkSame(known: NamedSeries, at: number, more: NamedSeries, from: number): void {
  const time = known.series.time[at] as number;
  const other = more.series.time[from] ?? Number.POSITIVE_INFINITY;
  if (other !== time) {
    const [has, lacks] = time < other ? [known, more] : [more, known];
    const text = `${lacks.name}: expected a candle at ${isoTime(Math.min(time, other))} as in ${has.name}, was none.`;
    throw new DatasetError('not-adjoining', text, { time: Math.min(time, other) });
  }
  for (const name of COLUMN_NAMES) {
    const [expected, was] = [known.series[name][at], more.series[name][from]];
    if (expected === was) continue;
    const text = `${more.name}: expected the ${name} ${expected} at ${isoTime(time)} as in ${known.name}, was ${was}.`;
    throw new DatasetError('candle-changed', text, { time, column: name, expected, was });
  }
}
