import { createHash } from 'node:crypto';
import type { RecordedSignals, Voice } from '../../engine/model/index.ts';

/** Two columns of doubles and three of integers. */
const BYTES_PER_RECORD = 2 * 8 + 3 * 4;

export const SIGNAL_COLUMNS = ['eventTime', 'availableAt', 'symbol', 'voice', 'packed'] as const;
/** The columns of records, all of one length. */
export type SignalColumns = Pick<RecordedSignals, (typeof SIGNAL_COLUMNS)[number]>;

/**
 * Lays the columns of records over a buffer without copying: times first, then the integers.
 * @param buffer of length x 28 bytes
 */
export function signalColumnsOver(buffer: SharedArrayBuffer, length: number): SignalColumns {
  const integers = (k: number) => new Int32Array(buffer, length * (16 + 4 * k), length);
  return {
    eventTime: new Float64Array(buffer, 0, length),
    availableAt: new Float64Array(buffer, 8 * length, length),
    symbol: integers(0),
    voice: integers(1),
    packed: integers(2),
  };
}

/** Makes room for records in one shared buffer. */
export function allocateSignalColumns(length: number): SignalColumns {
  return signalColumnsOver(new SharedArrayBuffer(length * BYTES_PER_RECORD), length);
}

/**
 * Makes recorded signals of columns and gives them their identity.
 * @param columns over one buffer as allocateSignalColumns makes it; kept, not copied
 * @returns the signals; their id is SHA-256 over the bytes of the columns and the names they point to
 */
export function createRecordedSignals(
  columns: SignalColumns,
  symbols: readonly string[],
  voices: readonly Voice[],
): RecordedSignals {
  const { buffer, byteLength } = columns.eventTime;
  const length = byteLength / 8;
  const names = JSON.stringify([symbols, voices.map(({ type, source }) => [type, source])]);
  const hash = createHash('sha256')
    .update(new Uint8Array(buffer, 0, length * BYTES_PER_RECORD))
    .update(names);
  return { length, ...columns, symbols, voices, id: hash.digest('hex') };
}
