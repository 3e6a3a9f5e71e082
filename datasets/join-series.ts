import { type CandleSeries, DatasetError } from '../engine/model/index.ts';
import { allocateColumns, type CandleColumns, COLUMN_NAMES, createCandleSeries } from './candle-columns.ts';
import { isoTime } from './candle-intake.ts';
import type { LoggedRepair } from './catalog/repair-log.ts';
import { formatInterval } from './interval.ts';

/** Candles of one file of several that belong together. */
export interface SeriesPart {
  /** Base name of the file; begins errors. */
  readonly file: string;
  readonly series: CandleSeries;
}

/** Parts joined, and what of them was left out. */
export interface JoinedParts {
  readonly series: CandleSeries;
  /** Candles that an earlier part already had; the place is the candle's number in its part. */
  readonly repairs: readonly LoggedRepair[];
}

/**
 * Joins parts of one dataset, such as the months of an exchange, in order of time, whatever order they come in.
 * @param parts at least one
 * @param keepFirst leaves out candles whose time an earlier part has; else they are an error
 * @throws DatasetError `interval-mixed`, `symbol-mixed`, `parts-overlap`
 */
export function joinParts(parts: readonly SeriesPart[], keepFirst: boolean): JoinedParts {
  const ordered = parts.toSorted((a, b) => startOf(a) - startOf(b));
  const [first] = ordered;
  if (first === undefined) throw new DatasetError('no-candles', 'Expected files to join, was none.');
  const { symbol, intervalMs } = first.series;
  const repairs: LoggedRepair[] = [];
  const columns = allocateColumns(ordered.reduce((sum, { series }) => sum + series.length, 0));
  let length = 0;
  let before = first;
  for (const part of ordered) {
    checkSame(part, first);
    const from = skipKnown(part, before, { columns, length }, keepFirst, repairs);
    for (const name of COLUMN_NAMES) columns[name].set(part.series[name].subarray(from), length);
    length += part.series.length - from;
    before = part;
  }
  const whole = length === columns.time.length ? columns : allocateColumns(length);
  if (whole !== columns) for (const name of COLUMN_NAMES) whole[name].set(columns[name].subarray(0, length));
  return { series: createCandleSeries(symbol, intervalMs, whole), repairs };
}

const startOf = ({ series }: SeriesPart): number => series.time[0] ?? 0;

function checkSame({ file, series }: SeriesPart, first: SeriesPart): void {
  if (series.intervalMs !== first.series.intervalMs) {
    const text = `${file}: expected candles of ${formatInterval(first.series.intervalMs)} as in ${first.file}, was ${formatInterval(series.intervalMs)}.`;
    throw new DatasetError('interval-mixed', text, { file });
  }
  if (series.symbol !== first.series.symbol) {
    const text = `${file}: expected candles of ${first.series.symbol} as in ${first.file}, was ${series.symbol}; say --symbol if they are the same.`;
    throw new DatasetError('symbol-mixed', text, { file });
  }
}

/** Number of candles at the start of a part that the joined ones already have. */
function skipKnown(
  { file, series }: SeriesPart,
  before: SeriesPart,
  joined: { readonly columns: CandleColumns; readonly length: number },
  keepFirst: boolean,
  repairs: LoggedRepair[],
): number {
  const { columns, length } = joined;
  const end = length === 0 ? Number.NEGATIVE_INFINITY : (columns.time[length - 1] as number);
  let from = 0;
  let at = 0;
  for (; from < series.length && (series.time[from] as number) <= end; from++) {
    const time = series.time[from] as number;
    if (!keepFirst) {
      const text = `${file}: expected candles after ${isoTime(end)}, the last of ${before.file}, was ${isoTime(time)}.`;
      throw new DatasetError('parts-overlap', text, { file, repair: 'keep-first' });
    }
    while ((columns.time[at] as number) < time) at++;
    if (columns.time[at] !== time) {
      const text = `${file}: expected a candle at ${isoTime(time)} in ${before.file} too, which goes on until ${isoTime(end)}, was none.`;
      throw new DatasetError('parts-overlap', text, { file });
    }
    const other = COLUMN_NAMES.find((name) => series[name][from] !== columns[name][at]);
    const values =
      other === undefined ? 'the same values' : `${other} ${columns[other][at]}, here ${series[other][from]}`;
    repairs.push({ file, place: from + 1, repair: 'keep-first', reason: `${isoTime(time)} was there with ${values}` });
  }
  return from;
}
