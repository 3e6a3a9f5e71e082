import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { brokenGzip, emptyFile, isGzip, unreadableFile } from './file-errors.ts';

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

/**
 * Reads a file and unpacks it when it begins as gzip does, whatever its name ends with.
 * @throws DatasetError `file-unreadable`, `file-empty`, `gzip-broken`
 */
export function readFileBytes(path: string): FileBytes {
  const stored = readStored(path);
  if (stored.length === 0) throw emptyFile(path);
  const content = isGzip(stored) ? unpack(stored, path) : stored;
  if (content.length === 0) throw emptyFile(path);
  return { name: basename(path), stored, sha256: createHash('sha256').update(stored).digest('hex'), content };
}

function readStored(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw unreadableFile(path, cause);
  }
}

function unpack(stored: Uint8Array, path: string): Uint8Array {
  try {
    return gunzipSync(stored);
  } catch (cause) {
    throw brokenGzip(path, cause);
  }
}
