import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CalendarName,
  findCalendar,
  formatInterval,
  loadCandles,
  parseInterval,
  type ResampledCandles,
  resampleInDetail,
  writeCandlesCsv,
} from '#datasets';
import { ConfigError } from '#engine';
import { formatInstant } from './config/time-fields.ts';
import { checkWritable } from './run-folder/write-atomically.ts';

/** How a file is resampled. */
export interface ResampleDataOptions {
  /** Sessions that days and longer are made of; UTC throughout when absent. */
  readonly calendar?: CalendarName;
  readonly weekStart?: 'monday' | 'sunday';
  /** Keep a first or last candle that the file does not span. */
  readonly keepPartial?: boolean;
  /** File to write; `<symbol>_<interval>.csv` in candlebench-out/resampled when absent. */
  readonly out?: string;
}

/** What was written. */
export interface ResampleOutcome {
  /** Path of the new file. */
  readonly file: string;
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
 * Joins the candles of a file into longer ones and writes them as CSV, gzipped when the name ends with `.gz`.
 * @param path file of candles
 * @param to interval such as `1h`, `1d`, `1w` or `1M`
 * @throws DatasetError `interval-syntax`, or as loadCandles and resample do; ConfigError nothing-resampled, unwritable
 */
export async function resampleData(
  path: string,
  to: string,
  options: ResampleDataOptions = {},
): Promise<ResampleOutcome> {
  const intervalMs = parseInterval(to);
  const { series, quality } = await loadCandles(path);
  const { calendar, weekStart, keepPartial } = options;
  const made = resampleInDetail(series, intervalMs, {
    ...(calendar === undefined ? {} : { calendar: findCalendar(calendar) }),
    ...(weekStart === undefined ? {} : { weekStart }),
    ...(keepPartial === undefined ? {} : { keepPartial }),
  });
  const { time, length } = made.series;
  const [first, last] = [time[0], time[length - 1]];
  if (first === undefined || last === undefined) {
    const text = `${quality.file}: expected candles that span one of ${to}, was ${series.length} of ${formatInterval(series.intervalMs)}; --keep-partial keeps what is not complete.`;
    throw new ConfigError('nothing-resampled', text, { path, to });
  }
  const name = `${series.symbol.replaceAll(/[^\w.-]/g, '-')}_${to}.csv`;
  const file = options.out ?? join('candlebench-out', 'resampled', name);
  checkWritable(dirname(file));
  mkdirSync(dirname(file), { recursive: true });
  writeCandlesCsv(file, made.series);
  return {
    file,
    symbol: series.symbol,
    from: formatInterval(series.intervalMs),
    to,
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
