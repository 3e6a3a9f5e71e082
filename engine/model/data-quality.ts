/** What the reader of a data file found; shown in every report. */
export interface DataQuality {
  readonly symbol: string;
  /** Base name of the file, or `synthetic`. */
  readonly file: string;
  /** SHA-256 of the file's bytes, or the id of the series where there is no file. */
  readonly sha256: string;
  readonly rows: number;
  /** Open times of the first and last candle, epoch ms. */
  readonly first: number;
  readonly last: number;
  readonly intervalMs: number;
  /** Steps longer than the interval, and the candles missing in them. */
  readonly gaps: number;
  readonly missing: number;
  /** Missing candles in the longest gap. */
  readonly longestGap: number;
  /** Candles whose open or close lies outside [low, high]. */
  readonly outside: number;
  readonly zeroVolume: number;
  /** One sentence each. */
  readonly warnings: readonly string[];
}
