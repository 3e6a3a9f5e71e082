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
  /** What each slot's text says where it is plain digits with or without a decimal mark; NaN elsewhere. */
  readonly values: Float64Array;
  /** Spans of the slots in `bytes`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}
export type RowVisitor = (row: CsvRow) => void;

export const CSV_SLOTS = ['time', 'open', 'high', 'low', 'close', 'volume', 'symbol', 'date'] as const;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
/** No row of candles is longer: a file without line ends must not be gathered as one line. */
const LONGEST_LINE = 1_048_576;

/** Columns of a file, and two more that some formats have; -1 or nothing where they are absent. */
export interface RowColumns extends CsvColumns {
  /** Names the instrument in every row. */
  readonly symbol?: number;
  /** Says the time once more, in words. */
  readonly date?: number;
}

/** How rows lie in a file. */
export interface RowFormat {
  readonly columns: RowColumns;
  /** Byte between fields. */
  readonly delimiter: number;
  /** Byte of the decimal mark. */
  readonly decimal: number;
  /** Line before the first row. */
  readonly line: number;
}

/** Creates the row that a reader fills again and again. */
export function createRow(): CsvRow {
  const size = CSV_SLOTS.length;
  const values = new Float64Array(size).fill(NaN);
  return {
    bytes: new Uint8Array(0),
    line: 0,
    fields: 0,
    values,
    starts: new Int32Array(size),
    ends: new Int32Array(size),
  };
}

/** Which slot each field of a row fills; -1 for fields that are not read. */
export function slotsOf(columns: RowColumns): Int8Array {
  const slotOfField = new Int8Array(columns.count).fill(-1);
  for (const [slot, name] of CSV_SLOTS.entries()) {
    const field = columns[name] ?? -1;
    if (field >= 0) slotOfField[field] = slot;
  }
  return slotOfField;
}

/** Reads rows without quotes from chunks of a file. */
export interface RowScanner {
  /** Visits the rows that end in this chunk; the beginning of the next is kept. */
  feed(chunk: Uint8Array): void;
  /** Visits what is left: a last line without a line end. @returns whether there was one */
  end(): boolean;
  /** The beginning of a row that is kept, and the line before it; the scanner forgets it. */
  release(): { readonly bytes: Uint8Array; readonly line: number };
}

/**
 * Opens a scanner of rows without quotes; blank lines are passed over. Fields are cut and plain numbers read in one
 * pass over the bytes, because that pass is what loading a large file costs.
 * @param file name that errors begin with
 */
export function createRowScanner(format: RowFormat, file: string, visit: RowVisitor): RowScanner {
  const slots = slotsOf(format.columns);
  const row = createRow();
  let line = format.line;
  let carry = new Uint8Array(0);

  /** Reads whole lines: the byte before `size` is a line end, so that no loop needs another bound. */
  const scan = (bytes: Uint8Array, from: number, size: number): void => {
    // Locals, because the loops below read them for every byte.
    const { delimiter, decimal } = format;
    const { values, starts, ends } = row;
    const slotOfField = slots;
    const known = slots.length;
    row.bytes = bytes;
    let at = from;
    while (at < size) {
      const rowStart = at;
      line++;
      let field = 0;
      let byte = 0;
      do {
        const slot = field < known ? (slotOfField[field] as number) : -1;
        field++;
        if (slot < 0) {
          do byte = bytes[at++] as number;
          while (byte !== delimiter && byte !== NEWLINE);
          continue;
        }
        const start = at;
        let mark = -1;
        // Nine digits fit a 32-bit integer, whose sums are quicker than those of doubles; few prices have more.
        let few = 0;
        const fewEnd = at + 9;
        for (; at < fewEnd; at++) {
          byte = bytes[at] as number;
          if (byte >= 0x30 && byte <= 0x39) few = few * 10 + (byte - 0x30);
          else if (byte === decimal && mark < 0) mark = at;
          else break;
        }
        let digits = few;
        if (at === fewEnd) {
          for (; ; at++) {
            byte = bytes[at] as number;
            if (byte >= 0x30 && byte <= 0x39) digits = digits * 10 + (byte - 0x30);
            else if (byte === decimal && mark < 0) mark = at;
            else break;
          }
        }
        const numberEnd = at;
        while (byte !== delimiter && byte !== NEWLINE) byte = bytes[++at] as number;
        const end = byte === NEWLINE && at > start && bytes[at - 1] === RETURN ? at - 1 : at;
        starts[slot] = start;
        ends[slot] = end;
        const decimals = mark < 0 ? 0 : numberEnd - mark - 1;
        const count = numberEnd - start - (mark < 0 ? 0 : 1);
        values[slot] = end === numberEnd ? decimalOf(digits, decimals, count) : NaN;
        at++;
      } while (byte !== NEWLINE);
      if (field > 1 || !isBlank(bytes, rowStart, at)) {
        row.line = line;
        row.fields = field;
        visit(row);
      }
    }
  };

  const keep = (bytes: Uint8Array): void => {
    const kept = new Uint8Array(carry.length + bytes.length);
    kept.set(carry);
    kept.set(bytes, carry.length);
    carry = kept;
    if (carry.length > LONGEST_LINE) {
      const text = `${file} line ${line + 1}: expected a line end within ${LONGEST_LINE} bytes, was none.`;
      throw new DatasetError('line-too-long', text, { file, line: line + 1 });
    }
  };

  return {
    feed(piece) {
      // One kind of array for the scan: of a Buffer among them it would have to ask which it is at every byte.
      const chunk = new Uint8Array(piece.buffer, piece.byteOffset, piece.length);
      let from = 0;
      if (carry.length > 0) {
        const end = chunk.indexOf(NEWLINE);
        keep(end < 0 ? chunk : chunk.subarray(0, end + 1));
        if (end < 0) return;
        from = end + 1;
        const whole = carry;
        carry = new Uint8Array(0);
        scan(whole, 0, whole.length);
      }
      const rest = chunk.lastIndexOf(NEWLINE) + 1;
      if (rest > from) scan(chunk, from, rest);
      if (chunk.length > Math.max(rest, from)) keep(chunk.subarray(Math.max(rest, from)));
    },
    end() {
      if (carry.length === 0) return false;
      keep(Uint8Array.of(NEWLINE));
      const whole = carry;
      carry = new Uint8Array(0);
      scan(whole, 0, whole.length);
      return true;
    },
    release() {
      const bytes = carry;
      carry = new Uint8Array(0);
      return { bytes, line };
    },
  };
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== RETURN && byte !== NEWLINE) return false;
  }
  return true;
}
