/** What the processes that measure are told and answer. */

/** What is timed; each in a process of its own. */
export const JOB_NAMES = [
  'idle',
  'gunzip',
  'columns',
  'series',
  'catalog',
  'gzip-catalog',
  'open',
  'duckdb-columns',
  'duckdb-table',
] as const;
/**
 * `columns`: text to columns, checked row by row; `series`: with hashes of file and candles and the counts of the
 * checks, as loadCandles gives it; `catalog`: kept on the disk as well; `open`: from there into shared memory.
 */
export type JobName = (typeof JOB_NAMES)[number];

/** One process's work. */
export interface SpeedJob {
  readonly name: JobName;
  readonly csv: string;
  readonly gzip: string;
  /** Catalog that has the candles; new ones are made beside it. */
  readonly catalog: string;
  /** Folder of the fixture package with other readers. */
  readonly peers: string;
  /** How often it is repeated after the first time. */
  readonly repeats: number;
}

/** What a process found. */
export interface SpeedFigures {
  readonly rows: number;
  /** CPU seconds of all threads: the first time, nothing compiled, and each time after. */
  readonly cold: number;
  readonly warm: readonly number[];
  /** Largest resident memory up to the end of the first time, MB of 1e6 bytes. */
  readonly peakMb: number;
}
