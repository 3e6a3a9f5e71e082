import { DatasetError } from '../../engine/model/index.ts';
import type { CandleColumns } from '../candle-columns.ts';
import { createCandleIntake } from '../candle-intake.ts';
import type { RowSink } from '../importers/importer.ts';
import { type CsvColumns, detectDelimiter, locateColumns } from './csv-header.ts';
import { CSV_SLOTS, type CsvRow, type RowVisitor, scanPlainRows, scanQuotedRows } from './csv-rows.ts';
import { asciiText, parseDecimal } from './decimal.ts';
import { parseTimestamp, type TimeUnit, timestampOf } from './timestamp.ts';

/** What a CSV file held. */
export interface CsvCandles {
  readonly columns: CandleColumns;
  /** One sentence each: what was read otherwise than a reader might think. */
  readonly warnings: readonly string[];
}

const VOLUME = CSV_SLOTS.indexOf('volume');
const QUOTE = 0x22;

/**
 * Reads candles from the bytes of a CSV file: a header with known names in any order, then one candle a line,
 * ascending in time. Comma, semicolon or tab; seconds, ms, us or ISO times; without volume, volume is 0 and a warning.
 * @param content bytes of the text, unpacked
 * @param file name that errors begin with
 * @throws DatasetError with file and line on everything that is no candle
 */
export function readCsv(content: Uint8Array, file: string): CsvCandles {
  const intake = createCandleIntake(file);
  const warnings = readCsvInto(intake, content, file);
  if (intake.length() === 0) throw noCandles(file);
  return { columns: intake.finish(), warnings };
}

/**
 * Reads the rows of a CSV file into a sink.
 * @returns warnings, one sentence each
 */
export function readCsvInto(intake: RowSink, content: Uint8Array, file: string): readonly string[] {
  refuseBinary(content, file);
  const body = headerOf(content);
  const quoted = content.includes(QUOTE);
  const delimiter = detectDelimiter(body.header);
  const warnings: string[] = [];

  if (quoted) {
    const rows = scanQuotedRows(content, delimiter, file, (fields, line) => locateColumns(fields, file, line));
    if (rows === null) throw noCandles(file);
    rows.scan(createRowReader(rows.columns, intake, file, warnings));
  } else {
    const columns = locateColumns(body.header.split(String.fromCharCode(delimiter)), file, body.line);
    scanPlainRows(content, body, delimiter, columns, createRowReader(columns, intake, file, warnings));
  }
  return warnings;
}

function noCandles(file: string): DatasetError {
  return new DatasetError('no-candles', `${file}: expected candles after the header, was none.`, { file });
}

function createRowReader(columns: CsvColumns, intake: RowSink, file: string, warnings: string[]): RowVisitor {
  const withVolume = columns.volume >= 0;
  if (!withVolume) warnings.push('The file has no volume column; volume is 0.');
  let unit: TimeUnit | null = null;
  let mixed = false;

  return (row) => {
    const { values, line } = row;
    if (row.fields !== columns.count) {
      const text = `${file} line ${line}: expected ${columns.count} fields, was ${row.fields}.`;
      throw new DatasetError('field-count', text, { file, line, fields: row.fields });
    }
    const time = timeOf(row);
    for (let slot = 1; slot < CSV_SLOTS.length; slot++) {
      if (slot === VOLUME && !withVolume) values[slot] = 0;
      else if (Number.isNaN(values[slot])) values[slot] = numberOf(row, slot);
    }
    intake.accept(
      line,
      time,
      values[1] as number,
      values[2] as number,
      values[3] as number,
      values[4] as number,
      values[VOLUME] as number,
    );
  };

  function timeOf(row: CsvRow): number {
    const start = row.starts[0] as number;
    const end = row.ends[0] as number;
    // Eight digits may be a calendar date; every other plain number is a count.
    const plain = end - start === 8 ? NaN : (row.values[0] as number);
    const { time, unit: own } = Number.isNaN(plain) ? parseTimestamp(row.bytes, start, end) : timestampOf(plain);
    if (Number.isNaN(time)) throw unreadable(row, 0, 'time to be a date or a count of s, ms or us');
    if (unit === null) unit = own;
    else if (own !== unit && !mixed) {
      mixed = true;
      warnings.push(`Times change from ${unit} to ${own} at line ${row.line}; each is read by its own size.`);
    }
    return time;
  }

  function numberOf(row: CsvRow, slot: number): number {
    const value = parseDecimal(row.bytes, row.starts[slot] as number, row.ends[slot] as number);
    if (Number.isNaN(value)) throw unreadable(row, slot, `${CSV_SLOTS[slot]} to be a number`);
    return value;
  }

  function unreadable(row: CsvRow, slot: number, expected: string): DatasetError {
    const was = asciiText(row.bytes, row.starts[slot] as number, row.ends[slot] as number).trim();
    const shown = was === '' ? 'empty' : `"${was.length > 60 ? `${was.slice(0, 57)}...` : was}"`;
    const text = `${file} line ${row.line}: expected ${expected}, was ${shown}.`;
    return new DatasetError('not-a-number', text, { file, line: row.line, column: CSV_SLOTS[slot], was });
  }
}

/** The first line that is not blank, and where the rest begins. */
export interface CsvBody {
  readonly header: string;
  /** Line of the header, from 1. */
  readonly line: number;
  /** Offset of the first byte after the header's line. */
  readonly offset: number;
}

function headerOf(content: Uint8Array): CsvBody {
  // A byte order mark is no part of the first name.
  let start = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? 3 : 0;
  for (let line = 1; ; line++) {
    const newline = content.indexOf(0x0a, start);
    const end = newline < 0 ? content.length : newline;
    const header = asciiText(content, start, end).trimEnd();
    if (header.trim() !== '' || newline < 0) return { header, line, offset: Math.min(end + 1, content.length) };
    start = end + 1;
  }
}

/** Text has no zero bytes; a file that has one near its start is UTF-16, an archive or a table of another kind. */
function refuseBinary(content: Uint8Array, file: string): void {
  if (!content.subarray(0, 4096).includes(0)) return;
  const utf16 = (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff);
  const zip = content[0] === 0x50 && content[1] === 0x4b;
  const was = utf16 ? 'UTF-16 text (save it as UTF-8)' : zip ? 'a zip archive (unpack it first)' : 'binary data';
  throw new DatasetError('not-text', `${file}: expected CSV text, was ${was}.`, { file });
}
