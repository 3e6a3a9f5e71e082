import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { readFileBytes } from '../formats/file-bytes.ts';
import { readHead, readStoredChunks, readUnpackedChunks } from '../formats/file-chunks.ts';
import { emptyFile } from '../formats/file-errors.ts';
import type { SourceFile } from './importer.ts';

const HEAD_BYTES = 65_536;

/** A source file, and what its bytes on the disk hash to once it was read. */
export interface OpenedFile extends SourceFile {
  /** SHA-256 of the stored bytes; known after the content was read to its end, empty before. */
  sha256(): string;
}

/**
 * Opens a file for import: looks at its first bytes, reads the rest when asked.
 * @param onRead told how many stored bytes of the current reading are done
 * @throws DatasetError `file-unreadable`, `file-empty`, `gzip-broken`
 */
export async function openSourceFile(path: string, onRead?: (bytes: number) => void): Promise<OpenedFile> {
  const { head, zipped } = await readHead(path, HEAD_BYTES);
  if (head.length === 0) {
    // A gzip file without any content is empty or cut off: reading all of it tells which.
    if (zipped) readFileBytes(path);
    throw emptyFile(path);
  }
  const { size } = statSync(path);
  let sha256 = '';
  return {
    path,
    name: basename(path),
    size,
    head,
    async *chunks() {
      const hash = createHash('sha256');
      let bytes = 0;
      const visit = (stored: Uint8Array): void => {
        hash.update(stored);
        bytes += stored.length;
        onRead?.(bytes);
      };
      yield* zipped ? readUnpackedChunks(path, visit) : readStoredChunks(path, visit);
      sha256 = hash.digest('hex');
    },
    async bytes() {
      const whole = readFileBytes(path);
      sha256 = whole.sha256;
      onRead?.(whole.stored.length);
      return whole.content;
    },
    sha256: () => sha256,
  };
}
