/**
 * The candles of one instrument as columns, ascending in time and unique; gaps stay gaps.
 * Columns usually lie over one SharedArrayBuffer, so that threads share them.
 */
export interface CandleSeries {
  readonly symbol: string;
  /** Length of one candle in milliseconds. */
  readonly intervalMs: number;
  readonly length: number;
  /** Open times, epoch milliseconds UTC. */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** Content hash over symbol-free columns: equal content, equal id, whatever file it came from. */
  readonly id: string;
}

/** One candle, for streaming code and for tests; the engine itself reads columns. */
export interface Candle {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}
