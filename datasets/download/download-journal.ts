import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Candle, DatasetError } from '../../engine/model/index.ts';
import type { WalkStart } from './page-walk.ts';

/** What a partial file holds candles of; a download goes on only with its own. */
export interface JournalSubject {
  readonly exchange: string;
  readonly symbol: string;
  /** Such as `1h`. */
  readonly interval: string;
  /** Earliest open time, epoch ms. */
  readonly since: number;
}

/** The partial file of a download: every page on the disk before the next one is asked for. */
export interface DownloadJournal {
  /** Where the walk goes on. */
  readonly start: WalkStart;
  /** Candles that were there when it was opened. */
  readonly resumed: number;
  /**
   * Adds one page and waits until the disk has it.
   * @throws DatasetError `partial-changed` when another process wrote to the file; `not-writable`
   */
  append(candles: readonly Candle[], from: number): void;
  close(): void;
}

const TITLE = '#candlebench download ';
const PAGE = /^#page from=(-?\d+) rows=(\d+) bytes=(\d+) crc=([0-9a-f]{8})$/;
/** Longer than any page line. */
const PAGE_LINE_BYTES = 128;
const NEWLINE = 0x0a;

/**
 * Opens the partial file of a download, or begins one. A page that was cut off while it was written is dropped; what
 * lies before it is whole, as its length and CRC-32 say.
 * @param path of the partial file: a title line, then pages; a page is a line that says from where to go on, how many
 *   rows and bytes follow, and a CRC-32, then one CSV line for each candle
 * @param subject what is downloaded
 * @param accept takes the candles that are already there, in order
 * @throws DatasetError `partial-other` when the file belongs to another download; `not-writable`
 */
export function openDownloadJournal(
  path: string,
  subject: JournalSubject,
  accept: (candle: Candle) => void,
): DownloadJournal {
  const file = openFile(path);
  try {
    const title = `${TITLE}${JSON.stringify(subject)}\n`;
    let end = checkTitle(file, path, title);
    let last: Candle | null = null;
    let from = subject.since;
    let resumed = 0;
    for (let page = readPage(file, end); page !== null; page = readPage(file, end)) {
      for (const candle of page.candles) accept(candle);
      resumed += page.candles.length;
      last = page.candles.at(-1) ?? last;
      from = page.from;
      end = page.end;
    }
    ftruncateSync(file, end);

    return {
      start: { from, last },
      resumed,
      append(candles, nextFrom) {
        if (fstatSync(file).size !== end) {
          const text = `Expected ${path} to belong to this download alone, was changed by another process.`;
          throw new DatasetError('partial-changed', text, { path });
        }
        const bytes = formatPage(candles, nextFrom);
        guardWrite(path, () => writeAll(file, bytes, end));
        end += bytes.length;
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Removes the partial file of a download whose candles are stored elsewhere. */
export function discardDownloadJournal(path: string): void {
  rmSync(path, { force: true });
}

function openFile(path: string): number {
  return guardWrite(path, () => {
    try {
      return openSync(path, 'r+');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      mkdirSync(dirname(path), { recursive: true });
      return openSync(path, 'wx+');
    }
  });
}

/** Checks or writes the first line. A file that holds no more than a part of it never got a page. */
function checkTitle(file: number, path: string, title: string): number {
  const expected = Buffer.from(title);
  const head = readBytes(file, 0, expected.length);
  if (head.equals(expected)) return expected.length;
  if (head.length < expected.length && expected.subarray(0, head.length).equals(head)) {
    guardWrite(path, () => writeAll(file, expected, 0));
    return expected.length;
  }
  const line = readBytes(file, 0, 1_024).toString('utf8').split('\n', 1)[0] ?? '';
  const was = line.startsWith(TITLE) ? `that of ${line.slice(TITLE.length)}` : 'another file';
  const text = `${basename(path)}: expected the partial file of this download, was ${was}; remove it or repeat that download.`;
  throw new DatasetError('partial-other', text, { path });
}

interface StoredPage {
  readonly candles: readonly Candle[];
  readonly from: number;
  /** Offset of the next page. */
  readonly end: number;
}

/** Reads the page at an offset; null where there is no whole one. */
function readPage(file: number, offset: number): StoredPage | null {
  const head = readBytes(file, offset, PAGE_LINE_BYTES);
  const newline = head.indexOf(NEWLINE);
  const match = newline < 0 ? null : PAGE.exec(head.toString('latin1', 0, newline));
  if (match === null) return null;
  const [, from, rows, length, crc] = match;
  const size = Number(length);
  const body = readBytes(file, offset + newline + 1, size);
  if (body.length !== size || crcOf(Number(from), body) !== crc) return null;
  const lines = body.toString('latin1').split('\n').slice(0, -1);
  if (lines.length !== Number(rows)) return null;
  return { candles: lines.map(parseCandle), from: Number(from), end: offset + newline + 1 + size };
}

function formatPage(candles: readonly Candle[], from: number): Buffer {
  const body = Buffer.from(
    candles.map((c) => `${c.time},${c.open},${c.high},${c.low},${c.close},${c.volume}\n`).join(''),
  );
  const head = `#page from=${from} rows=${candles.length} bytes=${body.length} crc=${crcOf(from, body)}\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

function parseCandle(line: string): Candle {
  const [time, open, high, low, close, volume] = line.split(',').map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]; // Written by formatPage, as the CRC-32 says.
  return { time, open, high, low, close, volume };
}

/** CRC-32 over the rows and the time to go on from, as eight hex digits; zlib forgets a start value over no bytes. */
function crcOf(from: number, body: Uint8Array): string {
  return crc32(String(from), crc32(body)).toString(16).padStart(8, '0');
}

function readBytes(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.min(length, Math.max(0, fstatSync(file).size - offset)));
  let read = 0;
  while (read < bytes.length) {
    const count = readSync(file, bytes, read, bytes.length - read, offset + read);
    if (count === 0) break;
    read += count;
  }
  return bytes.subarray(0, read);
}

function writeAll(file: number, bytes: Uint8Array, offset: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written, bytes.length - written, offset + written);
  }
  fsyncSync(file);
}

function guardWrite<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new DatasetError('not-writable', `Expected to write ${path}, was refused (${code}).`, { path, code }, cause);
  }
}
