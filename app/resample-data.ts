import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type AddedCandles,
  type CalendarName,
  type Catalog,
  findCalendar,
  formatInterval,
  measureQuality,
  parseInterval,
  type ResampledCandles,
  resampleInDetail,
  writeCandlesCsv,
} from '#datasets';
import { DatasetError } from '#engine';
import type { NamedCandles } from './catalog/dataset-name.ts';
import { formatInstant } from './config/time-fields.ts';
import { checkWritable } from './run-folder/write-atomically.ts';

/** How candles are resampled. */
export interface ResampleDataOptions {
  /** Sessions that days and longer are made of; UTC throughout when absent. */
  readonly calendar?: CalendarName;
  readonly weekStart?: 'monday' | 'sunday';
  /** Keep a first or last candle that the source does not span. */
  readonly keepPartial?: boolean;
}

/** Where resampled candles go: a CSV file, gzipped when its name ends with `.gz`, or a catalog. */
export type ResampleTarget = { readonly out: string } | { readonly catalog: Catalog };

/** What was made and where it is. */
export interface ResampleOutcome {
  /** Path of the new file; null where the catalog has the candles. */
  readonly file: string | null;
  /** What adding them to the catalog did; null where a file has them. */
  readonly added: AddedCandles | null;
  readonly symbol: string;
  /** Interval before and after, such as `1m` and `1h`. */
  readonly from: string;
  readonly to: string;
  readonly rowsBefore: number;
  readonly rows: number;
  /** Open times of the first and last new candle, ISO. */
  readonly first: string;
  readonly last: string;
  /** What became of the first and last bucket. */
  readonly ends: Pick<ResampledCandles, 'first' | 'last'>;
  /** Candles outside of the calendar's sessions, left out. */
  readonly outside: number;
  /** Fewest and most candles that one of the new ones was made of. */
  readonly joined: readonly [fewest: number, most: number];
}

/**
 * Joins candles into longer ones, and writes them as CSV or keeps them in a catalog.
 * @param from candles of a file or a catalog
 * @param to interval such as `1h`, `1d`, `1w` or `1M`
 * @throws DatasetError `interval-syntax`, `nothing-resampled`, or as resample and Catalog.add do; ConfigError unwritable
 */
export async function resampleData(
  from: NamedCandles,
  to: string,
  target: ResampleTarget,
  options: ResampleDataOptions = {},
): Promise<ResampleOutcome> {
  const intervalMs = parseInterval(to);
  const { series, source } = from;
  const { calendar, weekStart, keepPartial } = options;
  const made = resampleInDetail(series, intervalMs, {
    ...(calendar === undefined ? {} : { calendar: findCalendar(calendar) }),
    ...(weekStart === undefined ? {} : { weekStart }),
    ...(keepPartial === undefined ? {} : { keepPartial }),
  });
  const { time, length } = made.series;
  const [first, last] = [time[0], time[length - 1]];
  if (first === undefined || last === undefined) {
    const text = `${source.file}: expected candles that span one of ${to}, was ${series.length} of ${formatInterval(series.intervalMs)}; --keep-partial keeps what is not complete.`;
    throw new DatasetError('nothing-resampled', text, { source, to });
  }
  let added: AddedCandles | null = null;
  if ('out' in target) {
    checkWritable(dirname(target.out));
    mkdirSync(dirname(target.out), { recursive: true });
    writeCandlesCsv(target.out, made.series);
  } else {
    const sessions = calendar === undefined ? '' : `, sessions of ${calendar}`;
    const file = `${source.file} resampled to ${to}${sessions}`;
    const quality = measureQuality(made.series, { file, sha256: made.series.id });
    added = await target.catalog.add(made.series, { origin: 'resampled', quality, sources: [source] });
  }
  return {
    file: 'out' in target ? target.out : null,
    added,
    symbol: series.symbol,
    from: formatInterval(series.intervalMs),
    to: formatInterval(intervalMs),
    rowsBefore: series.length,
    rows: length,
    first: formatInstant(first),
    last: formatInstant(last),
    ends: { first: made.first, last: made.last },
    outside: made.outside,
    joined: [
      made.counts.reduce((fewest, count) => Math.min(fewest, count), Infinity),
      made.counts.reduce((most, count) => Math.max(most, count), 0),
    ],
  };
}
