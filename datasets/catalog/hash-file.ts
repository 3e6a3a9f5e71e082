import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

const PIECE = 4 * 1024 * 1024;

/**
 * Computes SHA-256 and length of a file, piece by piece.
 * @throws the file system's own error
 */
export function hashFile(path: string): { readonly sha256: string; readonly bytes: number } {
  const file = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    const piece = new Uint8Array(PIECE);
    let bytes = 0;
    for (;;) {
      const read = readSync(file, piece, 0, PIECE, bytes);
      if (read === 0) return { sha256: hash.digest('hex'), bytes };
      hash.update(piece.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(file);
  }
}
