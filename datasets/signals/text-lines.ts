import { DatasetError } from '../../engine/model/index.ts';
import type { SourceFile } from '../importers/importer.ts';

/** Bytes that are decoded at a time: a file larger than a string can be is still read. */
const PIECE_BYTES = 1 << 20;

/**
 * Hands the lines of a UTF-8 file to a visitor, one by one; a byte order mark and the return before a newline are no
 * part of them.
 * @param visit gets the text and the line's number, from 1
 * @throws DatasetError `not-text` on bytes that are no UTF-8
 */
export async function forEachLine(
  file: Pick<SourceFile, 'name' | 'chunks'>,
  visit: (text: string, line: number) => void,
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 0;
  let rest = '';
  const take = (text: string): void => {
    const whole = rest + text;
    let start = 0;
    for (let end = whole.indexOf('\n'); end >= 0; end = whole.indexOf('\n', start)) {
      line += 1;
      visit(whole.slice(start, whole[end - 1] === '\r' ? Math.max(start, end - 1) : end), line);
      start = end + 1;
    }
    rest = whole.slice(start);
  };
  const decode = (piece: Uint8Array | undefined): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch (cause) {
      const text = `${file.name} line ${line + 1}: expected UTF-8 text on this line or soon after it, was other bytes.`;
      throw new DatasetError('not-text', text, { file: file.name, line: line + 1 }, cause);
    }
  };
  for await (const chunk of file.chunks()) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) take(decode(chunk.subarray(at, at + PIECE_BYTES)));
  }
  take(decode(undefined));
  if (rest !== '') visit(rest.endsWith('\r') ? rest.slice(0, -1) : rest, line + 1);
}
