import { basename } from 'node:path';
import { readFileBytes } from '../formats/file-bytes.ts';
import type { SourceFile } from './importer.ts';

const HEAD_BYTES = 65_536;

/** A source file, and what its bytes on the disk hash to once it was read. */
export interface OpenedFile extends SourceFile {
  /** SHA-256 of the stored bytes; known after the content was read to its end. */
  sha256(): string;
}

/**
 * Opens a file for import.
 * @throws DatasetError `file-unreadable`, `file-empty`, `gzip-broken`
 */
export async function openSourceFile(path: string): Promise<OpenedFile> {
  const { stored, content, sha256 } = readFileBytes(path);
  return {
    path,
    name: basename(path),
    size: stored.length,
    head: content.subarray(0, HEAD_BYTES),
    async *chunks() {
      yield content;
    },
    bytes: async () => content,
    sha256: () => sha256,
  };
}
