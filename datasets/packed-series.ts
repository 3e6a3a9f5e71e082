import type { CandleSeries } from '../engine/model/index.ts';
import { allocateColumns, bufferUnder, COLUMN_NAMES, columnsOver } from './candle-columns.ts';

/** A series as it travels to another thread: the buffer is shared, not copied. */
export interface PackedSeries {
  readonly buffer: SharedArrayBuffer;
  /** Where the first column begins in the buffer; the others follow. */
  readonly byteOffset: number;
  readonly symbol: string;
  readonly intervalMs: number;
  readonly length: number;
  readonly id: string;
}

/**
 * Makes a series ready for a message to a worker thread.
 * @returns its own buffer when its columns fill one exactly, as those of this folder do; a copy otherwise
 */
export function packSeries(series: CandleSeries): PackedSeries {
  const { symbol, intervalMs, length, id } = series;
  const own = bufferUnder(series);
  const place =
    own === null ? { buffer: copyOf(series), byteOffset: 0 } : { buffer: own, byteOffset: series.time.byteOffset };
  return { ...place, symbol, intervalMs, length, id };
}

/** Lays a series over a packed buffer, without copying and without hashing again. */
export function unpackSeries(packed: PackedSeries): CandleSeries {
  const { buffer, byteOffset, symbol, intervalMs, length, id } = packed;
  return { symbol, intervalMs, length, ...columnsOver(buffer, length, byteOffset), id };
}

function copyOf(series: CandleSeries): SharedArrayBuffer {
  const columns = allocateColumns(series.length);
  for (const name of COLUMN_NAMES) columns[name].set(series[name]);
  // allocateColumns lays its columns over nothing but a shared buffer.
  return columns.time.buffer as SharedArrayBuffer;
}
