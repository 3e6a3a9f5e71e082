import type { RecordedSignals, Voice } from '../../engine/model/index.ts';
import { allocateSignalColumns, createRecordedSignals, SIGNAL_COLUMNS, signalColumnsOver } from './signal-columns.ts';

/** Recorded signals as they travel to another thread: the buffer is shared, not copied. */
export interface PackedSignals {
  readonly buffer: SharedArrayBuffer;
  readonly length: number;
  readonly symbols: readonly string[];
  readonly voices: readonly Voice[];
  readonly id: string;
}

/** Makes recorded signals ready for a message to a worker thread. */
export function packSignals(signals: RecordedSignals): PackedSignals {
  const { eventTime, length, symbols, voices, id } = signals;
  const { buffer } = eventTime.buffer instanceof SharedArrayBuffer ? eventTime : copyHead(signals, length).eventTime;
  // Both branches lie over a shared buffer.
  return { buffer: buffer as SharedArrayBuffer, length, symbols, voices, id };
}

/** Lays recorded signals over a packed buffer, without copying and without hashing again. */
export function unpackSignals({ buffer, length, symbols, voices, id }: PackedSignals): RecordedSignals {
  return { length, ...signalColumnsOver(buffer, length), symbols, voices, id };
}

/**
 * Cuts off the records that are not yet available at an instant. What is left lies in memory of its own and names only
 * what it speaks of, so that nothing later can be reached through it.
 * @param until epoch ms; records available at it are kept
 */
export function signalsUntil(signals: RecordedSignals, until: number): RecordedSignals {
  const { availableAt } = signals;
  let length = signals.length;
  while (length > 0 && availableAt[length - 1] > until) length -= 1;
  if (length === signals.length) return signals;
  const columns = copyHead(signals, length);
  // Names are in the order in which they are first seen, so those that are left are the first of them.
  const symbols = signals.symbols.slice(0, countOf(columns.symbol));
  const voices = signals.voices.slice(0, countOf(columns.voice));
  return createRecordedSignals(columns, symbols, voices);
}

/** Positions run from 0 without holes. */
function countOf(positions: Int32Array): number {
  return positions.reduce((most, position) => Math.max(most, position + 1), 0);
}

function copyHead(signals: RecordedSignals, length: number) {
  const columns = allocateSignalColumns(length);
  for (const name of SIGNAL_COLUMNS) columns[name].set(signals[name].subarray(0, length));
  return columns;
}
