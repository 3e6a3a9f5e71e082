import { DatasetError } from '../../engine/model/index.ts';
import type { CsvColumns } from './csv-header.ts';
import { EXACT_LIMIT, POWERS_OF_TEN } from './decimal.ts';

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
/** Digits are read by words of so many bytes. */
const WORD = 4;
/** What is kept of one piece is rarely as long as of the next: room for more, so that the buffer stays. */
const SPARE = 4096;
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
  // The piece that is scanned, behind the beginning of a row that the piece before ended with.
  let words = new DataView(new ArrayBuffer(0));
  let kept = 0;

  /** Reads whole lines: the byte before `size` is a line end, so that no loop needs another bound. */
  const scan = (size: number): void => {
    // Locals, because the loops below read them for every word.
    const { delimiter, decimal } = format;
    const { bytes, values, starts, ends } = row;
    const ahead = words;
    const slotOfField = slots;
    const known = slots.length;
    const powers = POWERS_OF_TEN;
    const limit = EXACT_LIMIT;
    let at = 0;
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
        let digits = 0;
        let mark = -1;
        for (;;) {
          // Four bytes at once, the first in the lowest eight bits; XOR turns digits into the numbers 0 to 9.
          const word = ahead.getInt32(at, true) ^ 0x30303030;
          // Highest bits of bytes above 9. An overflow reaches only bytes behind one of these, and the first one counts.
          const others = ((word + 0x76767676) | word) & 0x80808080;
          if (others === 0) {
            const pairs = Math.imul(word, 10) + (word >>> 8);
            digits = digits * 10_000 + ((pairs & 0xff) * 100 + ((pairs >>> 16) & 0xff));
            at += 4;
            continue;
          }
          // Branches on how many digits come first, where a table of powers would do: the processor guesses them and
          // reads on, and files have few lengths of numbers.
          if ((others & 0x80) !== 0) {
            byte = word & 0xff;
          } else if ((others & 0x8000) !== 0) {
            digits = digits * 10 + (word & 0xf);
            byte = (word >> 8) & 0xff;
            at += 1;
          } else if ((others & 0x80_0000) !== 0) {
            digits = digits * 100 + ((word & 0xf) * 10 + ((word >> 8) & 0xf));
            byte = (word >> 16) & 0xff;
            at += 2;
          } else {
            digits = digits * 1000 + ((word & 0xf) * 100 + ((word >> 8) & 0xf) * 10 + ((word >> 16) & 0xf));
            byte = word >>> 24;
            at += 3;
          }
          byte ^= 0x30;
          if (mark >= 0 || byte !== decimal) break;
          mark = at++;
        }
        const numberEnd = at;
        while (byte !== delimiter && byte !== NEWLINE) byte = bytes[++at] as number;
        const end = byte === NEWLINE && at > start && bytes[at - 1] === RETURN ? at - 1 : at;
        starts[slot] = start;
        ends[slot] = end;
        const decimals = mark < 0 ? 0 : numberEnd - mark - 1;
        const count = numberEnd - start - (mark < 0 ? 0 : 1);
        // What decimalOf does. V8 allocates numbers that it hands to a function or picks with `?`: 200 MB in a large file.
        if (end === numberEnd && count > 0 && digits < limit && decimals < powers.length) {
          values[slot] = digits / (powers[decimals] as number);
        } else values[slot] = NaN;
        at++;
      } while (byte !== NEWLINE);
      if (field > 1 || !isBlank(bytes, rowStart, at)) {
        row.line = line;
        row.fields = field;
        visit(row);
      }
    }
  };

  const refuseLongLine = (length: number): void => {
    if (length <= LONGEST_LINE) return;
    const text = `${file} line ${line + 1}: expected a line end within ${LONGEST_LINE} bytes, was none.`;
    throw new DatasetError('line-too-long', text, { file, line: line + 1 });
  };

  /** Puts a piece behind what is kept. */
  const append = (piece: Uint8Array): void => {
    const needed = kept + piece.length + WORD;
    if (needed > row.bytes.length) {
      const larger = new Uint8Array(needed + SPARE);
      larger.set(row.bytes.subarray(0, kept));
      row.bytes = larger;
      words = new DataView(larger.buffer);
    }
    row.bytes.set(piece, kept);
  };

  const feed = (piece: Uint8Array): void => {
    const firstEnd = piece.indexOf(NEWLINE) + 1;
    if (kept > 0) refuseLongLine(kept + (firstEnd > 0 ? firstEnd : piece.length));
    append(piece);
    const all = kept + piece.length;
    const whole = firstEnd > 0 ? kept + piece.lastIndexOf(NEWLINE) + 1 : 0;
    scan(whole);
    kept = all - whole;
    row.bytes.copyWithin(0, whole, all);
    refuseLongLine(kept);
  };

  return {
    feed,
    end() {
      if (kept === 0) return false;
      feed(Uint8Array.of(NEWLINE));
      return true;
    },
    release() {
      const bytes = row.bytes.slice(0, kept);
      kept = 0;
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
