import { DatasetError } from '../../engine/model/index.ts';
import type { RowSink } from '../importers/importer.ts';
import { isoTime } from '../iso-time.ts';
import { CSV_SLOTS, type CsvRow, type RowColumns, type RowVisitor } from './csv-rows.ts';
import { asciiText } from './decimal.ts';
import { type NumberStyle, parseNumber } from './number-style.ts';
import { type DayOrder, parseTimestamp, type TimeUnit, timestampOf } from './timestamp.ts';

/** How the cells of a row are to be understood. */
export interface RowMeaning {
  readonly columns: RowColumns;
  readonly style: NumberStyle;
  readonly dayOrder: DayOrder | null;
  /** Whether a row without any price is no candle of this format and is left out, or is refused as damaged. */
  readonly emptyRows: 'leave-out' | 'refuse';
}

/** Turns rows into candles. */
export interface CandleRowReader {
  readonly visit: RowVisitor;
  /** What column symbol says in every row; null without one. */
  symbol(): string | null;
  /** One sentence each: what was read otherwise than a reader might think. */
  warnings(): readonly string[];
}

const VOLUME = CSV_SLOTS.indexOf('volume');
const SYMBOL = CSV_SLOTS.indexOf('symbol');
const DATE = CSV_SLOTS.indexOf('date');
/** Most of a cell that an error shows. */
const SHOWN = 60;
/** Seconds since 1970 below it lie before March 1973: rather days of a spreadsheet, or row numbers. */
const EARLIEST_SECONDS = 1e8;

/**
 * Creates a reader of the rows of one file.
 * @param file name that errors begin with
 */
export function createCandleRowReader(meaning: RowMeaning, sink: RowSink, file: string): CandleRowReader {
  const { columns, style, dayOrder, emptyRows } = meaning;
  const withVolume = columns.volume >= 0;
  const withSymbol = (columns.symbol ?? -1) >= 0;
  const withDate = (columns.date ?? -1) >= 0;
  let symbol: string | null = null;
  let symbolLine = 0;
  let unit: TimeUnit | null = null;
  let unitChange = '';
  let early = '';
  let empty = 0;
  let firstEmpty = 0;
  let otherDates = 0;
  let firstOtherDate = '';

  const textOf = (row: CsvRow, slot: number): string =>
    asciiText(row.bytes, row.starts[slot] as number, row.ends[slot] as number).trim();
  const refuseCell = (row: CsvRow, slot: number, expected: string): void => {
    const was = textOf(row, slot);
    const shown = was === '' ? 'empty' : `"${was.length > SHOWN ? `${was.slice(0, SHOWN - 3)}...` : was}"`;
    sink.refuse(row.line, 'not-a-number', `expected ${expected}, was ${shown}.`);
  };

  /** Epoch ms; NaN after the row was refused. */
  const readTime = (row: CsvRow): number => {
    const start = row.starts[0] as number;
    const end = row.ends[0] as number;
    // Eight digits may be a calendar date; every other plain number is a count.
    const plain = end - start === 8 ? NaN : (row.values[0] as number);
    const { time, unit: own } = Number.isNaN(plain)
      ? parseTimestamp(row.bytes, start, end, dayOrder)
      : timestampOf(plain);
    if (Number.isNaN(time)) {
      refuseCell(row, 0, 'time to be a date or a count of s, ms, us or ns');
      return NaN;
    }
    if (own !== unit) noteUnit(row, own, time);
    return time;
  };
  const noteUnit = (row: CsvRow, own: TimeUnit, time: number): void => {
    if (own === 's' && Math.abs(time) < EARLIEST_SECONDS * 1000 && early === '') {
      early = `Line ${row.line} opens at ${isoTime(time)} when its time counts seconds; is it a count of something else?`;
    }
    if (unit !== null && unitChange === '') {
      unitChange = `Times change from ${unit} to ${own} at line ${row.line}; each is read by its own size.`;
    }
    unit = own;
  };

  /** Reads the numbers that are not plain. @returns whether the row goes on to the sink */
  const readNumbers = (row: CsvRow): boolean => {
    if (emptyRows === 'leave-out' && [1, 2, 3, 4].every((slot) => isEmpty(textOf(row, slot)))) {
      if (empty === 0) firstEmpty = row.line;
      empty++;
      return false;
    }
    for (let slot = 1; slot <= VOLUME; slot++) {
      if (!Number.isNaN(row.values[slot])) continue;
      const value = parseNumber(textOf(row, slot), style);
      if (Number.isNaN(value)) {
        refuseCell(row, slot, `${CSV_SLOTS[slot]} to be a number`);
        return false;
      }
      row.values[slot] = value;
    }
    return true;
  };

  const checkSymbol = (row: CsvRow): void => {
    const own = textOf(row, SYMBOL);
    if (symbol === null) {
      symbol = own;
      symbolLine = row.line;
    } else if (own !== symbol) {
      const text = `${file} line ${row.line}: expected ${symbol} as in line ${symbolLine}, was ${own === '' ? 'empty' : own}.`;
      throw new DatasetError('several-instruments', text, { file, line: row.line });
    }
  };
  const checkDate = (row: CsvRow, time: number): void => {
    const date = parseTimestamp(row.bytes, row.starts[DATE] as number, row.ends[DATE] as number, dayOrder).time;
    if (date === time) return;
    if (otherDates === 0) firstOtherDate = `line ${row.line}: ${textOf(row, DATE)}, not ${isoTime(time)}`;
    otherDates++;
  };

  return {
    visit(row) {
      const { values, line } = row;
      if (row.fields !== columns.count) {
        sink.refuse(line, 'field-count', `expected ${columns.count} fields, was ${row.fields}.`);
        return;
      }
      // Most files count milliseconds throughout, and an eight-digit number is none of them.
      const time = unit === 'ms' && isMilliseconds(at(values, 0)) ? at(values, 0) : readTime(row);
      if (Number.isNaN(time)) return;
      if (!withVolume) values[VOLUME] = 0;
      // One sum tells whether any of the five is left to read.
      const sum = at(values, 1) + at(values, 2) + at(values, 3) + at(values, 4) + at(values, VOLUME);
      if (Number.isNaN(sum) && !readNumbers(row)) return;
      if (withSymbol) checkSymbol(row);
      if (withDate) checkDate(row, time);
      values[0] = time;
      sink.acceptRow(line, values);
    },
    symbol: () => (symbol === '' ? null : symbol),
    warnings() {
      const found = [early, unitChange].filter((text) => text !== '');
      if (empty > 0) {
        const rows = empty === 1 ? '1 row without prices is' : `${empty} rows without prices are`;
        found.push(`${rows} no candle of this format, the first in line ${firstEmpty}; left out.`);
      }
      if (otherDates > 0) {
        const dates = otherDates === 1 ? '1 date contradicts' : `${otherDates} dates contradict`;
        found.push(`${dates} the count of time in the same row, which is taken (${firstOtherDate}).`);
      }
      return found;
    },
  };
}

/** Whether timestampOf would take a number for whole milliseconds. */
const isMilliseconds = (value: number): boolean => value >= 1e11 && value < 1e14 && Math.floor(value) === value;
const at = (values: Float64Array, slot: number): number => values[slot] as number;

function isEmpty(cell: string): boolean {
  return cell === '' || /^(nan|null|none|n\/a)$/i.test(cell);
}
