// The package has no types of its own; the reference makes ours part of every program that takes in this file.
/// <reference path="./lz4js.d.ts" />
import type * as Arrow from 'apache-arrow';
import { DatasetError } from '../../engine/model/index.ts';

/** The package takes 0.3 s to load, so that only who meets its files pays for it. */
export async function loadArrow(): Promise<typeof Arrow> {
  return await import('apache-arrow');
}

const MAGIC = 'ARROW1';
/** Bytes before each compressed buffer: its length when unpacked, int64 little endian. */
const LENGTH_PREFIX = 8;

/** Whether bytes begin as an Arrow IPC file (Feather v2) or an Arrow IPC stream. */
export function arrowKind(head: Uint8Array): 'file' | 'stream' | 'feather-v1' | null {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 8));
  if (start.toString('latin1', 0, 6) === MAGIC) return 'file';
  if (start.toString('latin1', 0, 4) === 'FEA1') return 'feather-v1';
  if (start.length < 8 || start.readUInt32LE(0) !== 0xffffffff) return null;
  const length = start.readInt32LE(4);
  return length > 0 && length % 8 === 0 ? 'stream' : null;
}

/** The schema of an Arrow file, and its batches one after the other. */
export interface ArrowBatches {
  readonly fields: readonly Arrow.Field[];
  /** @throws DatasetError `arrow-broken` */
  next(): Arrow.RecordBatch | null;
  /** One sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Opens the bytes of an Arrow IPC file or stream; buffers may be plain, LZ4 or ZSTD.
 * @param content the whole file
 * @param file name that errors begin with
 * @throws DatasetError `arrow-broken`
 */
export async function openArrow(content: Uint8Array, file: string): Promise<ArrowBatches> {
  const kind = arrowKind(content);
  if (kind === 'feather-v1') {
    throw broken(file, 'was Feather version 1 (write it again with a current pandas or pyarrow)');
  }
  const ending = Buffer.from(content.subarray(-8));
  const whole = kind === 'file' ? ending.toString('latin1', 2) === MAGIC : kind === 'stream';
  if (!whole) throw broken(file, kind === null ? 'was another format' : 'was cut off');
  const ended = kind === 'file' || (ending.readUInt32LE(0) === 0xffffffff && ending.readUInt32LE(4) === 0);

  const arrow = await loadArrow();
  await registerCodecs(arrow);
  const reader = attempt(file, () => arrow.RecordBatchReader.from(content).open());
  const indexed = reader.isFile() && reader.isSync() ? reader : null;
  const batches = reader.isStream() && reader.isSync() ? reader[Symbol.iterator]() : null;
  let index = 0;
  return {
    fields: reader.schema.fields,
    next() {
      if (indexed === null) return attempt(file, () => batches?.next().value ?? null);
      // The package's own iteration of a file takes an unreadable batch for the end, or never ends.
      if (index >= indexed.numRecordBatches) return null;
      const batch = attempt(file, () => indexed.readRecordBatch(index++));
      if (batch === null) throw broken(file, `was damaged (batch ${index} is not where the footer says)`);
      return batch;
    },
    warnings: ended ? [] : ['The Arrow stream has no end mark; it may have been cut off.'],
  };
}

/** The package throws errors of many classes on damaged bytes; all mean the same to the user. */
function attempt<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw broken(file, `was damaged (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  }
}

function broken(file: string, was: string, cause?: unknown): DatasetError {
  return new DatasetError(
    'arrow-broken',
    `${file}: expected a whole Arrow or Feather v2 file, ${was}.`,
    { file },
    cause,
  );
}

async function registerCodecs(arrow: typeof Arrow): Promise<void> {
  const [lz4, { decompressZstd }] = await Promise.all([import('lz4js'), import('hyparquet-compressors')]);
  const { LZ4_FRAME, ZSTD } = arrow.CompressionType;
  arrow.compressionRegistry.set(LZ4_FRAME, { decode: (data) => checkLength(lz4.decompress(data), data) });
  arrow.compressionRegistry.set(ZSTD, { decode: (data) => checkLength(decompressZstd(data), data) });
}

/**
 * Codecs are not told how long a buffer must become, and LZ4's does not notice a cut; the length stands before it. The
 * JavaScript writer of Arrow puts the packed length there (21.2), so that this passes too: its columns are measured
 * when they are read.
 */
function checkLength(unpacked: Uint8Array, packed: Uint8Array): Uint8Array {
  const prefix = new DataView(packed.buffer, packed.byteOffset - LENGTH_PREFIX, LENGTH_PREFIX);
  const expected = Number(prefix.getBigInt64(0, true));
  if (unpacked.length !== expected && packed.length !== expected) {
    throw new Error(`expected ${expected} bytes unpacked, was ${unpacked.length}`);
  }
  return unpacked;
}
