import { readFileSync } from 'node:fs';

const NEWLINE = 10;

/**
 * Reads the beginning of a text file.
 * @param count lines, its header among them; all where there are fewer
 * @returns the bytes up to and with the end of the last of them
 */
export function firstLines(path: string, count: number): Uint8Array {
  const bytes = readFileSync(path);
  if (count === Infinity) return bytes;
  let end = 0;
  for (let line = 0; line < count; line += 1) {
    const at = bytes.indexOf(NEWLINE, end);
    if (at < 0) return bytes;
    end = at + 1;
  }
  return bytes.subarray(0, end);
}
