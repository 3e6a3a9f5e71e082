import { CsvError, parse } from 'csv-parse/sync';
import { DatasetError } from '../../engine/model/index.ts';
import type { CsvColumns } from './csv-header.ts';
import { decimalOf } from './decimal.ts';

/** One row; the object and its arrays are reused for the next row. Slots are those of CSV_SLOTS. */
export interface CsvRow {
  bytes: Uint8Array;
  /** Line of the file, from 1. */
  line: number;
  /** Number of its fields. */
  fields: number;
  /** What each slot's text says where it is plain digits with or without a decimal point; NaN elsewhere. */
  readonly values: Float64Array;
  /** Spans of the slots in `bytes`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}
export type RowVisitor = (row: CsvRow) => void;

export const CSV_SLOTS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

function createRow(bytes: Uint8Array): CsvRow {
  const size = CSV_SLOTS.length;
  const values = new Float64Array(size).fill(NaN);
  return { bytes, line: 0, fields: 0, values, starts: new Int32Array(size), ends: new Int32Array(size) };
}

/** Which slot each field of a row fills; -1 for fields that are not read. */
function slotsOf(columns: CsvColumns): Int8Array {
  const slotOfField = new Int8Array(columns.count).fill(-1);
  for (const [slot, name] of CSV_SLOTS.entries()) {
    if (columns[name] >= 0) slotOfField[columns[name]] = slot;
  }
  return slotOfField;
}

/**
 * Walks the rows of a file without quotes; blank lines are passed over. Fields are cut and plain numbers read in one
 * pass over the bytes, because that pass is what loading a large file costs.
 * @param bytes the whole file
 * @param body line of the header and offset of the first row
 * @param delimiter byte between fields
 */
export function scanPlainRows(
  bytes: Uint8Array,
  body: { readonly line: number; readonly offset: number },
  delimiter: number,
  columns: CsvColumns,
  visit: RowVisitor,
): void {
  const slotOfField = slotsOf(columns);
  const row = createRow(bytes);
  const { values, starts, ends } = row;
  const size = bytes.length;
  let at = body.offset;
  for (let line = body.line + 1; at < size; line++) {
    const rowStart = at;
    let field = 0;
    for (;;) {
      const slot = field < slotOfField.length ? (slotOfField[field] as number) : -1;
      field++;
      const start = at;
      let digits = 0;
      let count = 0;
      let decimals = 0;
      let byte = NEWLINE;
      if (slot >= 0) {
        for (; at < size; at++, count++) {
          byte = bytes[at] as number;
          if (byte < 0x30 || byte > 0x39) break;
          digits = digits * 10 + (byte - 0x30);
        }
        if (byte === 0x2e && at < size) {
          const dot = ++at;
          for (; at < size; at++) {
            byte = bytes[at] as number;
            if (byte < 0x30 || byte > 0x39) break;
            digits = digits * 10 + (byte - 0x30);
          }
          decimals = at - dot;
          count += decimals;
        }
      }
      const numberEnd = at;
      for (; at < size; at++) {
        byte = bytes[at] as number;
        if (byte === delimiter || byte === NEWLINE) break;
      }
      if (at >= size) byte = NEWLINE;
      if (slot >= 0) {
        const end = byte === NEWLINE && at > start && bytes[at - 1] === RETURN ? at - 1 : at;
        starts[slot] = start;
        ends[slot] = end;
        values[slot] = end === numberEnd ? decimalOf(digits, decimals, count) : NaN;
      }
      if (byte === NEWLINE) break;
      at++;
    }
    if (field > 1 || !isBlank(bytes, rowStart, at)) {
      row.line = line;
      row.fields = field;
      visit(row);
    }
    at++;
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== RETURN) return false;
  }
  return true;
}

/** Rows of a file with quoted fields. */
export interface QuotedRows {
  readonly columns: CsvColumns;
  scan(visit: RowVisitor): void;
}

/**
 * Reads a file with quoted fields; slower, for the dialects of spreadsheets.
 * @param locate finds the columns in the header's cells
 * @returns null when the file has no line
 * @throws DatasetError `quotes-broken`
 */
export function scanQuotedRows(
  content: Uint8Array,
  delimiter: number,
  file: string,
  locate: (fields: readonly string[], line: number) => CsvColumns,
): QuotedRows | null {
  const records = parseQuoted(content, delimiter, file);
  const header = records[0];
  if (header === undefined) return null;
  const columns = locate(header.record, header.info.lines);
  const slotOfField = slotsOf(columns);
  const row = createRow(content);
  return {
    columns,
    scan(visit) {
      for (const { record, info } of records.slice(1)) {
        row.bytes = Buffer.from(record.join('\n'));
        row.values.fill(NaN);
        row.line = info.lines;
        row.fields = record.length;
        let start = 0;
        for (const [field, text] of record.entries()) {
          const slot = slotOfField[field] ?? -1;
          const end = start + Buffer.byteLength(text);
          if (slot >= 0) {
            row.starts[slot] = start;
            row.ends[slot] = end;
          }
          start = end + 1;
        }
        visit(row);
      }
    },
  };
}

interface QuotedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function parseQuoted(content: Uint8Array, delimiter: number, file: string): readonly QuotedRecord[] {
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const;
    // With `info` the records come wrapped, which the package's own types do not say.
    return parse(Buffer.from(content), {
      ...options,
      delimiter: String.fromCharCode(delimiter),
    }) as unknown as readonly QuotedRecord[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause.lines === 'number' ? cause.lines : 0;
    const text = `${file} line ${line}: expected every quote to be closed, was ${cause.code}.`;
    throw new DatasetError('quotes-broken', text, { file, line }, cause);
  }
}
