import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatasetError } from '../../engine/model/index.ts';

/** A file that is complete and on the disk, and that nobody looks for yet. */
export interface StagedFile {
  readonly path: string;
  readonly bytes: number;
  /** Of the pieces that were to be hashed. */
  readonly sha256: string;
}

/**
 * Writes a file under a temporary name and waits until the disk has it.
 * @param folder for temporary files, made where it is missing; on the disk where the file is to go
 * @param content bytes, piece after piece
 * @param signal ends the writing and removes what was written
 * @param isHashed whether a piece belongs to the SHA-256; by default every piece does
 * @throws DatasetError `not-writable`
 */
export async function stageFile(
  folder: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal?: AbortSignal,
  isHashed: (piece: Uint8Array) => boolean = () => true,
): Promise<StagedFile> {
  // The process id tells whoever cleans up whether the writer still runs.
  const path = join(folder, `${process.pid}-${randomUUID()}.tmp`);
  const hash = createHash('sha256');
  let bytes = 0;
  const file = createFile(folder, path);
  try {
    for await (const piece of content) {
      signal?.throwIfAborted();
      for (let written = 0; written < piece.length; ) written += writeSync(file, piece, written);
      if (isHashed(piece)) hash.update(piece);
      bytes += piece.length;
    }
    fsyncSync(file);
  } catch (cause) {
    rmSync(path, { force: true });
    if (signal?.aborted === true) throw cause;
    throw notWritable(folder, cause);
  } finally {
    closeSync(file);
  }
  return { path, bytes, sha256: hash.digest('hex') };
}

function createFile(folder: string, path: string): number {
  try {
    makeFolder(folder);
    return openSync(path, 'wx');
  } catch (cause) {
    throw notWritable(folder, cause);
  }
}

/**
 * Gives a staged file its name, unless the name is taken: of several who try at once exactly one succeeds.
 * @param target in a folder that is made where it is missing
 * @returns whether the name was free; the staged file stays until it is discarded
 * @throws DatasetError `not-writable`
 */
export function publishFile(staged: StagedFile, target: string): boolean {
  try {
    makeFolder(dirname(target));
    linkSync(staged.path, target);
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw notWritable(target, cause);
  }
  syncFolder(dirname(target));
  return true;
}

/**
 * Puts a staged file in the place of another; the staged name is gone afterwards.
 * @throws DatasetError `not-writable`
 */
export function replaceFile(staged: StagedFile, target: string): void {
  try {
    renameSync(staged.path, target);
  } catch (cause) {
    throw notWritable(target, cause);
  }
  syncFolder(dirname(target));
}

/** Removes a staged file, where it is still there. */
export function discardFile(staged: StagedFile): void {
  rmSync(staged.path, { force: true });
}

/** Makes a folder, and makes sure that the disk knows it. */
function makeFolder(folder: string): void {
  const topmost = mkdirSync(folder, { recursive: true });
  if (topmost === undefined) return;
  for (let made = folder; made !== dirname(topmost); made = dirname(made)) syncFolder(dirname(made));
}

/** Makes sure that the disk knows the names in a folder. Windows neither needs nor allows it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The system's name of what went wrong, such as `ENOENT`. */
export function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
}

function notWritable(path: string, cause: unknown): DatasetError {
  if (cause instanceof DatasetError) return cause;
  const code = codeOf(cause);
  const why = code === 'unknown reason' && cause instanceof Error ? cause.message : code;
  return new DatasetError('not-writable', `Expected to write ${path}, was refused (${why}).`, { path, code }, cause);
}
