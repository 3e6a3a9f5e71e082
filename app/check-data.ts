import {
  type BrokenThreshold,
  type CalendarName,
  createScoreCard,
  findBrokenThresholds,
  findCalendar,
  formatInterval,
  guessCalendar,
  type QualityThresholds,
  type ScoreCard,
} from '#datasets';
import type { CandleSeries, DataQuality } from '#engine';
import { formatInstant } from './config/time-fields.ts';

/** Finds candles by what a user calls them: a file, or a name of the catalog. */
export type ResolveCandles = (
  nameOrFile: string,
) => Promise<{ readonly series: CandleSeries; readonly quality: DataQuality }>;

/** How candles are checked. */
export interface CheckDataOptions {
  /** Sessions to compare with; the calendar that fits best when absent. */
  readonly calendar?: CalendarName;
  /** Default: a score of 60 at least, if nothing else is asked for. */
  readonly thresholds?: QualityThresholds;
}

/** Candles with their score card. */
export interface DataCheck {
  /** As the user called them. */
  readonly name: string;
  readonly symbol: string;
  /** Base name of the file. */
  readonly file: string;
  readonly interval: string;
  readonly rows: number;
  /** Open times of the first and last candle, ISO. */
  readonly first: string;
  readonly last: string;
  readonly card: ScoreCard;
  /** Thresholds that are not kept. */
  readonly broken: readonly BrokenThreshold[];
  readonly pass: boolean;
}

/** The lowest score that passes where the user asks for nothing: grade C. */
const DEFAULT_THRESHOLDS: QualityThresholds = { minScore: 60 };

/**
 * Runs every check on candles and compares the outcome with thresholds.
 * @param names files or names
 * @param resolve finds the candles of each
 * @throws DatasetError as resolve does
 */
export async function checkData(
  names: readonly string[],
  resolve: ResolveCandles,
  options: CheckDataOptions = {},
): Promise<DataCheck[]> {
  const given = options.thresholds ?? {};
  const thresholds = Object.values(given).every((limit) => limit === undefined) ? DEFAULT_THRESHOLDS : given;
  const checked: DataCheck[] = [];
  for (const name of names) {
    const { series, quality } = await resolve(name);
    const calendar = options.calendar === undefined ? guessCalendar(series) : findCalendar(options.calendar);
    const card = createScoreCard(series, calendar);
    const broken = findBrokenThresholds(card, thresholds);
    checked.push({
      name,
      symbol: series.symbol,
      file: quality.file,
      interval: formatInterval(series.intervalMs),
      rows: series.length,
      first: formatInstant(quality.first),
      last: formatInstant(quality.last),
      card,
      broken,
      pass: broken.length === 0,
    });
  }
  return checked;
}
