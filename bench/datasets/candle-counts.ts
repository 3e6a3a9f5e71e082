import { type CalendarName, findCalendar, findGaps, formatInterval, type LoadedCandles } from '#datasets';
import type { ManifestFile } from './reference.ts';

/** What a manifest states of a file of candles, and what importing it finds. */
export interface CandleCounts {
  readonly rows: number;
  readonly interval: string;
  /** Open times of the first and last candle, ISO with seconds. */
  readonly first: string;
  readonly last: string;
  readonly gaps: number;
  /** Candles missing in them. */
  readonly missing: number;
  /** Candles whose open or close lies outside [low, high]. */
  readonly outside: number;
  readonly zeroVolume: number;
  /** Of the bytes on the disk. */
  readonly sha256: string;
}

/**
 * Counts imported candles the way a manifest does.
 * @param calendar sessions that gaps are counted against; null counts every step longer than the interval
 */
export function countCandles({ series, quality }: LoadedCandles, calendar: CalendarName | null): CandleCounts {
  const found = calendar === null ? null : findGaps(series, findCalendar(calendar));
  return {
    rows: series.length,
    interval: formatInterval(series.intervalMs),
    first: isoSeconds(quality.first),
    last: isoSeconds(quality.last),
    gaps: found?.gaps.length ?? quality.gaps,
    missing: found?.missing ?? quality.missing,
    outside: quality.outside,
    zeroVolume: quality.zeroVolume,
    sha256: quality.sha256,
  };
}

/** What the manifest states, under the names of the counts. */
export function statedCounts(file: ManifestFile): CandleCounts {
  const { rows, interval, first, last, gaps, sha256 } = file;
  return {
    rows,
    interval,
    first,
    last,
    gaps,
    missing: file.missing_candles,
    outside: file.ohlc_violations,
    zeroVolume: file.zero_volume_rows,
    sha256,
  };
}

/**
 * Compares counts with what is stated of them.
 * @returns one entry for each that differs, such as `rows 9 (stated 10)`; empty when all agree
 */
export function compareCounts(found: Partial<CandleCounts>, stated: Partial<CandleCounts>): string[] {
  // The keys of an object of this type.
  const names = Object.keys(stated) as (keyof CandleCounts)[];
  return names
    .filter((name) => found[name] !== stated[name])
    .map((name) => `${name} ${found[name] ?? 'unknown'} (stated ${stated[name]})`);
}

/** The sessions that a file's candles belong to; null where the market never closes. */
export function calendarOf({ exchange }: Pick<ManifestFile, 'exchange'>): CalendarName | null {
  if (exchange.startsWith('US consolidated')) return 'us-equity';
  return exchange.startsWith('OANDA') ? 'forex' : null;
}

function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
