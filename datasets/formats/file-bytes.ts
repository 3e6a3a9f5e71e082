import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DatasetError } from '../../engine/model/index.ts';

/** A data file in memory. */
export interface FileBytes {
  /** Base name, as errors name it. */
  readonly name: string;
  /** As it lies on the disk. */
  readonly stored: Uint8Array;
  /** SHA-256 of the stored bytes. */
  readonly sha256: string;
  /** Unpacked where it was gzip. */
  readonly content: Uint8Array;
}

const READ_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'not readable (no permission)',
};

/**
 * Reads a file and unpacks it when it begins as gzip does, whatever its name ends with.
 * @throws DatasetError `file-unreadable`, `file-empty`, `gzip-broken`
 */
export function readFileBytes(path: string): FileBytes {
  const name = basename(path);
  const stored = readStored(path);
  if (stored.length === 0)
    throw new DatasetError('file-empty', `${name}: expected candles, was an empty file.`, { path });
  const zipped = stored[0] === 0x1f && stored[1] === 0x8b;
  const content = zipped ? unpack(stored, name, path) : stored;
  if (content.length === 0)
    throw new DatasetError('file-empty', `${name}: expected candles, was an empty file.`, { path });
  return { name, stored, sha256: createHash('sha256').update(stored).digest('hex'), content };
}

function readStored(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = errorCode(cause);
    const was = READ_FAILURES[code] ?? `not readable (${code})`;
    throw new DatasetError('file-unreadable', `Expected a data file at ${path}, was ${was}.`, { path, code }, cause);
  }
}

function unpack(stored: Uint8Array, name: string, path: string): Uint8Array {
  try {
    return gunzipSync(stored);
  } catch (cause) {
    const was = errorCode(cause) === 'Z_BUF_ERROR' ? 'cut off' : `damaged (${errorCode(cause)})`;
    throw new DatasetError('gzip-broken', `${name}: expected a whole gzip file, was ${was}.`, { path }, cause);
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
