import { DatasetError } from '../../engine/model/index.ts';
import { asciiText, decimalOf, parseDecimal } from './decimal.ts';

/** One array of a file; the object and its arrays are reused for the next one. */
export interface JsonRow {
  /** Number of the row, from 1. */
  row: number;
  /** Number of its cells. */
  cells: number;
  /** The first cells as numbers, whether they stand in quotes or not; NaN for null and all other text. */
  readonly values: Float64Array;
  /** Text of a cell as it stands in the file; empty where there is none. */
  text(cell: number): string;
  /** Whether a cell stands in quotes. */
  quoted(cell: number): boolean;
}

/** Takes the bytes of a file chunk after chunk. */
export interface JsonRowScanner {
  /** @throws DatasetError `json-broken` */
  feed(chunk: Uint8Array): void;
  /**
   * To be called after the last chunk.
   * @throws DatasetError `json-broken` when the text ends early
   */
  finish(): void;
}

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const BRACES = new Set([0x5b, 0x7b, 0x7d]);
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** JSON's own words, and what Python and pandas write where a number is missing. */
const WORDS = new Set(['null', 'true', 'false', 'NaN', 'Infinity', '-Infinity']);
/** A row of candles has some hundred bytes; one that does not end within this is no row. */
const LONGEST_ROW = 1_048_576;

/**
 * Scans an array of flat arrays, such as `[[1502942400000,"4261.48",...],...]`, or one flat array, without building
 * the values that JSON.parse builds: a file costs no more memory than its rows do.
 * @param file name that errors begin with
 * @param width cells of each row that are read; the rest is passed over
 * @param visit takes one row after the other
 */
export function createJsonRowScanner(file: string, width: number, visit: (row: JsonRow) => void): JsonRowScanner {
  let bytes: Uint8Array = new Uint8Array(0);
  let rows = 0;
  /** What may come next: the array of rows, its first row, a comma or its end, a row after a comma, nothing. */
  let expecting: 'list' | 'first' | 'separator' | 'row' | 'end' = 'list';
  const starts = new Int32Array(width);
  const ends = new Int32Array(width);
  const current: JsonRow = {
    row: 0,
    cells: 0,
    values: new Float64Array(width),
    text: (cell) => (cell < current.cells ? asciiText(bytes, starts[cell] as number, ends[cell] as number) : ''),
    quoted: (cell) => cell < current.cells && bytes[(starts[cell] as number) - 1] === QUOTE,
  };

  const broken = (expected: string, was: string): DatasetError =>
    new DatasetError('json-broken', `${file} row ${rows + 1}: expected ${expected}, was ${was}.`, {
      file,
      row: rows + 1,
    });

  return {
    feed(chunk) {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      const rest = scan(expecting === 'list' ? skipByteOrderMark(bytes) : 0);
      // What is left of an unfinished row is copied, because a chunk may be overwritten by the next.
      bytes = Uint8Array.from(bytes.subarray(rest));
      if (bytes.length > LONGEST_ROW) throw broken('the row to end', `more than ${LONGEST_ROW} bytes`);
    },
    finish() {
      if (expecting !== 'end') throw broken('the array to end with ]', 'the end of the file');
    },
  };

  /** Reads as many rows as there are; gives back where the unfinished rest begins. */
  function scan(start: number): number {
    for (let at = start; ; ) {
      at = skipBlanks(at);
      if (at >= bytes.length) return at;
      const byte = bytes[at] as number;
      if (expecting === 'end') throw broken('nothing after the array', shown(at));
      if (expecting === 'separator') {
        if (byte !== COMMA && byte !== CLOSE) throw broken(', or ] after a row', shown(at));
        expecting = byte === COMMA ? 'row' : 'end';
        at++;
      } else if (expecting === 'first' && byte === CLOSE) {
        expecting = 'end';
        at++;
      } else if (expecting === 'list') {
        if (byte !== OPEN) throw broken('an array of arrays', shown(at));
        const inner = skipBlanks(at + 1);
        if (inner >= bytes.length) return at;
        const alone = bytes[inner] !== OPEN && bytes[inner] !== CLOSE;
        if (alone) {
          const after = readRow(at);
          if (after < 0) return at;
          expecting = 'end';
          at = after;
        } else {
          expecting = 'first';
          at++;
        }
      } else {
        if (byte !== OPEN) throw broken('an array of cells', shown(at));
        const after = readRow(at);
        if (after < 0) return at;
        expecting = 'separator';
        at = after;
      }
    }
  }

  /** Reads the row that begins at an opening bracket; gives back the offset after it, or -1 if its end is not there. */
  function readRow(start: number): number {
    let at = skipBlanks(start + 1);
    let cell = 0;
    if (bytes[at] === CLOSE) at++;
    else {
      for (;;) {
        at = skipBlanks(at);
        at = readCell(at, cell);
        if (at < 0) return -1;
        cell++;
        at = skipBlanks(at);
        if (at >= bytes.length) return -1;
        const byte = bytes[at++];
        if (byte === CLOSE) break;
        if (byte !== COMMA) throw broken(', or ] after a cell', shown(at - 1));
      }
    }
    current.row = ++rows;
    current.cells = cell;
    current.values.fill(NaN, cell);
    visit(current);
    return at;
  }

  /** Reads one cell; gives back the offset after it, or -1 if its end is not there. */
  function readCell(start: number, cell: number): number {
    let at = start;
    const size = bytes.length;
    const quoted = bytes[at] === QUOTE;
    if (quoted) at++;
    const textStart = at;
    let digits = 0;
    let count = 0;
    let decimals = 0;
    const negative = bytes[at] === MINUS;
    if (negative) at++;
    const integerStart = at;
    for (; at < size; at++, count++) {
      const byte = bytes[at] as number;
      if (byte < ZERO || byte > NINE) break;
      digits = digits * 10 + (byte - ZERO);
    }
    // JSON writes no number with a leading zero and none without a digit before the point: those go the long way.
    const plainStart = count === 1 || (count > 1 && bytes[integerStart] !== ZERO);
    if (plainStart && bytes[at] === POINT) {
      const point = at++;
      for (; at < size; at++) {
        const byte = bytes[at] as number;
        if (byte < ZERO || byte > NINE) break;
        digits = digits * 10 + (byte - ZERO);
      }
      decimals = at - point - 1;
      count += decimals;
      if (decimals === 0) count = 0;
    }
    const numberEnd = at;
    if (quoted) {
      for (; at < size && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
      if (at >= size) return -1;
    } else {
      for (; at < size; at++) {
        const byte = bytes[at] as number;
        if (byte === COMMA || byte === CLOSE || isBlank(byte)) break;
        if (byte === QUOTE || BRACES.has(byte)) throw broken('cells to be numbers, text or null', shown(start));
      }
      if (at >= size) return -1;
    }
    const textEnd = at;
    const whole = numberEnd === textEnd && plainStart;
    if (cell < width) {
      const value = whole ? decimalOf(digits, decimals, count) : NaN;
      starts[cell] = textStart;
      ends[cell] = textEnd;
      current.values[cell] = Number.isNaN(value) ? slowCell(textStart, textEnd, quoted) : negative ? -value : value;
    } else if (!quoted && !(whole && count > 0)) slowCell(textStart, textEnd, false);
    return quoted ? at + 1 : at;
  }

  function slowCell(start: number, end: number, quoted: boolean): number {
    const text = asciiText(bytes, start, end);
    if (!quoted && !JSON_NUMBER.test(text)) {
      if (WORDS.has(text)) return NaN;
      throw broken('cells to be numbers, text or null', text === '' ? 'nothing' : shown(start));
    }
    return parseDecimal(bytes, start, end);
  }

  function skipBlanks(start: number): number {
    let at = start;
    while (at < bytes.length && isBlank(bytes[at] as number)) at++;
    return at;
  }

  function shown(at: number): string {
    const text = asciiText(bytes, at, Math.min(at + 20, bytes.length));
    return JSON.stringify(at + 20 < bytes.length ? `${text}...` : text);
  }
}

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

function skipByteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
