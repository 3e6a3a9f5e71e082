import { createHash } from 'node:crypto';
import type { CandleSeries } from '../engine/model/index.ts';

/** The six columns of candles, all of one length. */
export interface CandleColumns {
  /** Open times, epoch ms UTC, ascending. */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

export const COLUMN_NAMES = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;
const COLUMN_COUNT = COLUMN_NAMES.length;
const BYTES_PER_CANDLE = COLUMN_COUNT * Float64Array.BYTES_PER_ELEMENT;
/** Bytes before and after the columns that the file of a catalog may have: its schema and its footer. */
const LARGEST_FRAME = 4096;

/**
 * Makes room for candles: one buffer, column after column in the order of COLUMN_NAMES.
 * @param length number of candles
 */
export function allocateColumns(length: number): CandleColumns {
  return columnsOver(new SharedArrayBuffer(length * BYTES_PER_CANDLE), length);
}

/**
 * Lays the six columns over a buffer without copying.
 * @param buffer that holds length x 48 bytes of columns
 * @param length number of candles
 * @param byteOffset where the first column begins
 */
export function columnsOver(buffer: SharedArrayBuffer, length: number, byteOffset = 0): CandleColumns {
  const column = (k: number) =>
    new Float64Array(buffer, byteOffset + k * length * Float64Array.BYTES_PER_ELEMENT, length);
  return { time: column(0), open: column(1), high: column(2), low: column(3), close: column(4), volume: column(5) };
}

/**
 * The one buffer under all six columns, one after the other from the first one's offset on; null when they lie
 * elsewhere, or when the buffer holds more than these candles and the frame of a file.
 */
export function bufferUnder(columns: CandleColumns): SharedArrayBuffer | null {
  const { buffer, length, byteOffset } = columns.time;
  if (!(buffer instanceof SharedArrayBuffer)) return null;
  // Whoever gets the buffer can reach all of it: it must not hide candles that were cut off.
  if (buffer.byteLength - length * BYTES_PER_CANDLE > LARGEST_FRAME) return null;
  const adjacent = COLUMN_NAMES.every(
    (name, k) =>
      columns[name].buffer === buffer &&
      columns[name].length === length &&
      columns[name].byteOffset === byteOffset + k * length * Float64Array.BYTES_PER_ELEMENT,
  );
  return adjacent ? buffer : null;
}

/**
 * Makes a series of columns and gives it its identity.
 * @param symbol name of the instrument
 * @param intervalMs length of one candle
 * @param columns candles ascending in time; they are kept, not copied, and must not change afterwards
 * @returns the series; its id is SHA-256 over the bytes of the columns and the interval, not over symbol or file
 */
export function createCandleSeries(symbol: string, intervalMs: number, columns: CandleColumns): CandleSeries {
  const { time, open, high, low, close, volume } = columns;
  const id = identifyCandles(intervalMs, columns);
  return { symbol, intervalMs, length: time.length, time, open, high, low, close, volume, id };
}

/**
 * Computes the identity of candles: SHA-256 over the bytes of the columns, in the order of COLUMN_NAMES, and the interval.
 * @param intervalMs length of one candle
 */
export function identifyCandles(intervalMs: number, columns: CandleColumns): string {
  const hash = createHash('sha256');
  for (const name of COLUMN_NAMES) {
    const column = columns[name];
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.update(new Uint8Array(Float64Array.of(intervalMs).buffer)).digest('hex');
}
