import { createRowScanner, type RowFormat, type RowVisitor } from './csv-rows.ts';
import { readQuotedRows } from './quoted-rows.ts';

const QUOTE = 0x22;
const NEWLINE = 0x0a;

/** Rows of a text file: where they begin and how they are cut. */
export interface TextBody extends RowFormat {
  /** Bytes of the content before the first row. */
  readonly offset: number;
}

/**
 * Visits all rows of a text file, chunk after chunk. The quick scanner reads up to the first quote; from the start
 * of that line on, a reader that knows quotes takes over.
 * @param file name that errors begin with
 * @returns whether the content ends with a line end
 * @throws DatasetError `quotes-broken`, `line-too-long`, and whatever the chunks and the visitor throw
 */
export async function readTextRows(
  chunks: AsyncIterable<Uint8Array>,
  body: TextBody,
  file: string,
  visit: RowVisitor,
): Promise<boolean> {
  const scanner = createRowScanner(body, file, visit);
  let lastByte = NEWLINE;
  async function* rows(): AsyncGenerator<Uint8Array> {
    let skip = body.offset;
    for await (const chunk of chunks) {
      const rest = chunk.subarray(Math.min(skip, chunk.length));
      skip -= chunk.length - rest.length;
      if (rest.length === 0) continue;
      lastByte = rest[rest.length - 1] as number;
      yield rest;
    }
  }
  const iterator = rows();
  try {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      const chunk = next.value;
      const quote = chunk.indexOf(QUOTE);
      if (quote < 0) {
        scanner.feed(chunk);
        continue;
      }
      const lineStart = quote === 0 ? 0 : chunk.lastIndexOf(NEWLINE, quote - 1) + 1;
      if (lineStart > 0) scanner.feed(chunk.subarray(0, lineStart));
      const { bytes, line } = scanner.release();
      const rest = restOf(Buffer.concat([bytes, chunk.subarray(lineStart)]), iterator);
      await readQuotedRows(rest, { ...body, line }, file, visit);
      return lastByte === NEWLINE;
    }
    scanner.end();
    return lastByte === NEWLINE;
  } finally {
    // A row that was refused leaves the file open otherwise.
    await iterator.return(undefined);
  }
}

async function* restOf(first: Uint8Array, others: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  // The quoted reader works behind the source, whose chunks do not last.
  for await (const chunk of others) yield Uint8Array.from(chunk);
}
