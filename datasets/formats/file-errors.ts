import { basename } from 'node:path';
import { DatasetError } from '../../engine/model/index.ts';

const READ_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'not readable (no permission)',
};

/** The error of a file that the system does not hand out. */
export function unreadableFile(path: string, cause: unknown): DatasetError {
  const code = errorCode(cause);
  const was = READ_FAILURES[code] ?? `not readable (${code})`;
  return new DatasetError('file-unreadable', `Expected a data file at ${path}, was ${was}.`, { path, code }, cause);
}

/** The error of a file that ends before its content begins. */
export function emptyFile(path: string): DatasetError {
  return new DatasetError('file-empty', `${basename(path)}: expected candles, was an empty file.`, { path });
}

/** The error of a gzip file that cannot be unpacked to its end. */
export function brokenGzip(path: string, cause: unknown): DatasetError {
  const was = errorCode(cause) === 'Z_BUF_ERROR' ? 'cut off' : `damaged (${errorCode(cause)})`;
  return new DatasetError('gzip-broken', `${basename(path)}: expected a whole gzip file, was ${was}.`, { path }, cause);
}

/** Whether bytes begin as gzip does. */
export function isGzip(stored: Uint8Array): boolean {
  return stored[0] === 0x1f && stored[1] === 0x8b;
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
