import { DatasetError } from '../../engine/model/index.ts';
import { describeColumns, detectDelimiter, locateColumns, namesCandles } from './csv-header.ts';
import type { RowColumns, RowFormat } from './csv-rows.ts';
import { detectNumberStyle, type NumberStyle, POINT_STYLE } from './number-style.ts';
import { splitLine } from './quoted-rows.ts';
import { dayAndMonthOf, parseTimestamp } from './timestamp.ts';

/** How a text file is laid out. */
export interface CsvLayout extends RowFormat {
  readonly columns: RowColumns;
  /** Bytes of the content before the first row. */
  readonly offset: number;
  /** Names of the columns; empty in a file without a header. */
  readonly header: readonly string[];
  readonly style: NumberStyle;
  /** Whether times are dates such as 3/4/2020, whose order the whole file must tell. */
  readonly localDates: boolean;
  /** One sentence each: what was read otherwise than a reader might think. */
  readonly warnings: readonly string[];
}

/** A line of the head. */
export interface HeadLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Offset of its first byte, and of the first byte after it. */
  readonly start: number;
  readonly end: number;
}

const DELIMITERS = [0x2c, 0x3b, 0x09] as const;
/** A header stands within so many lines that are not blank. */
const BANNER_LINES = 10;
/** Rows that tell how numbers are written. */
const SAMPLE_ROWS = 500;
const NUMBER = /^[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?$/;

/**
 * Finds header, delimiter, columns and the style of numbers in the first bytes of a file. A file without header is
 * taken to have time, open, high, low, close and volume, and a warning says so.
 * @param head first bytes of the content
 * @param file name that errors begin with
 * @throws DatasetError `not-text`, `column-missing`, `column-ambiguous`, `header-missing`, `quotes-broken`
 */
export function detectLayout(head: Uint8Array, file: string): CsvLayout {
  refuseBinary(head, file);
  const lines = linesOf(head);
  const candidates = lines.filter(({ text }) => text.trim() !== '').slice(0, BANNER_LINES);
  for (const [index, one] of candidates.entries()) {
    for (const delimiter of DELIMITERS) {
      const fields = index === 0 || namesWords(one.text) ? splitLine(one.text, delimiter, one.line, file) : [];
      if (namesCandles(fields)) {
        const banner = candidates.slice(0, index).map(bannerNote);
        return withHeader(lines, one, delimiter, file, banner);
      }
      if (index === 0 && isData(fields)) return withoutHeader(lines, one, delimiter, file, fields.length);
    }
  }
  const first = candidates[0] ?? { text: '', line: 1 };
  const delimiter = detectDelimiter(first.text);
  locateColumns(splitLine(first.text, delimiter, first.line, file), file, first.line);
  // Not reached: a line without the columns makes locateColumns throw.
  throw new DatasetError('column-missing', `${file} line ${first.line}: expected a header, was none.`, { file });
}

/**
 * Lays out a file whose columns the caller knows.
 * @param before the line before the first row
 */
export function knownLayout(
  head: Uint8Array,
  before: Pick<HeadLine, 'line' | 'end'>,
  delimiter: number,
  columns: RowColumns,
  file: string,
): CsvLayout {
  return layOut(linesOf(head), before, delimiter, columns, file, [], []);
}

/** Lines of the head; of the last one perhaps only the beginning. */
export function linesOf(head: Uint8Array): HeadLine[] {
  // A byte order mark is no part of the first name.
  let start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const lines: HeadLine[] = [];
  while (start < head.length) {
    const newline = head.indexOf(0x0a, start);
    const end = newline < 0 ? head.length : newline;
    const text = Buffer.from(head.subarray(start, end)).toString('utf8').trimEnd();
    const next = Math.min(end + 1, head.length);
    lines.push({ text, line: lines.length + 1, start, end: next });
    start = next;
  }
  return lines;
}

function withHeader(
  lines: readonly HeadLine[],
  header: HeadLine,
  delimiter: number,
  file: string,
  banner: readonly string[],
): CsvLayout {
  const fields = splitLine(header.text, delimiter, header.line, file);
  const columns = locateColumns(fields, file, header.line);
  const notes = [...banner, ...describeColumns(fields, columns)];
  return layOut(lines, header, delimiter, columns, file, fields, notes);
}

function withoutHeader(
  lines: readonly HeadLine[],
  first: HeadLine,
  delimiter: number,
  file: string,
  count: number,
): CsvLayout {
  const volume = count > 5 ? 5 : -1;
  const columns = { time: 0, open: 1, high: 2, low: 3, close: 4, volume, count };
  const names = `time, open, high, low, close${volume < 0 ? '; volume is 0' : ', volume'}`;
  const note = `The file has no header; its first columns are taken for ${names}.`;
  return layOut(lines, { line: first.line - 1, end: first.start }, delimiter, columns, file, [], [note]);
}

function layOut(
  lines: readonly HeadLine[],
  before: Pick<HeadLine, 'line' | 'end'>,
  delimiter: number,
  columns: RowColumns,
  file: string,
  header: readonly string[],
  warnings: readonly string[],
): CsvLayout {
  const rows = sampleRows(lines.slice(before.line), delimiter, file);
  const style = detectStyle(rows, columns);
  const localDates = dayAndMonthOf(rows[0]?.[columns.time] ?? '') !== null;
  const { line, end: offset } = before;
  return { columns, delimiter, decimal: style.decimal, line, offset, header, style, localDates, warnings };
}

/** Rows of the head; what cannot be cut is left for the reader to refuse at its line. */
function sampleRows(lines: readonly HeadLine[], delimiter: number, file: string): readonly (readonly string[])[] {
  return lines.slice(0, SAMPLE_ROWS).flatMap(({ text, line }) => {
    if (text.trim() === '') return [];
    try {
      return [splitLine(text, delimiter, line, file)];
    } catch (error) {
      if (error instanceof DatasetError) return [];
      throw error;
    }
  });
}

function detectStyle(rows: readonly (readonly string[])[], columns: RowColumns): NumberStyle {
  const { open, high, low, close, volume } = columns;
  const cells = rows.flatMap((row) => [open, high, low, close, volume].map((at) => row[at] ?? ''));
  return cells.some((cell) => cell.includes(',')) ? detectNumberStyle(cells) : POINT_STYLE;
}

/** Whether a line has a word in it, as headers have: rows of numbers need not be looked at. */
function namesWords(text: string): boolean {
  return /open/i.test(text);
}

function isData(fields: readonly string[]): boolean {
  if (fields.length < 5) return false;
  const time = Buffer.from((fields[0] ?? '').trim());
  const timed = !Number.isNaN(parseTimestamp(time, 0, time.length, 'month-first').time);
  const local = dayAndMonthOf(fields[0] ?? '') !== null;
  return (timed || local) && fields.slice(1, 5).every((field) => NUMBER.test(field.trim()));
}

function bannerNote({ text, line }: HeadLine): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return `Line ${line} before the header is not read: "${shown}".`;
}

/** Text has no zero bytes; a file that has one near its start is UTF-16, an archive or a table of another kind. */
function refuseBinary(head: Uint8Array, file: string): void {
  if (!head.subarray(0, 4096).includes(0)) return;
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const zip = head[0] === 0x50 && head[1] === 0x4b;
  const was = utf16 ? 'UTF-16 text (save it as UTF-8)' : zip ? 'a zip archive (unpack it first)' : 'binary data';
  throw new DatasetError('not-text', `${file}: expected CSV text, was ${was}.`, { file });
}
