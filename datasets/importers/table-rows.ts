import { DatasetError } from '../../engine/model/index.ts';
import { locateColumns } from '../formats/csv-header.ts';
import { numbersInto, shownValue, type TableColumn, timesInto } from '../formats/table-column.ts';
import type { RowSink } from './importer.ts';

/** Names of the six columns of a table; volume may be absent. */
export interface TableFields {
  readonly time: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string | null;
}
export const TABLE_FIELDS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;
export type TableField = (typeof TABLE_FIELDS)[number];
/** A run of rows: the columns that are there, all of one length. */
export type TableBatch = Readonly<Partial<Record<TableField, TableColumn>>>;

/** Rows that are turned into numbers at once. */
const BLOCK = 65_536;
/** What pandas calls an index that has no name. */
const PANDAS_INDEX = '__index_level_0__';

/**
 * Finds the columns of a table by their names, as those of a CSV file are found.
 * @param names of all columns, in order
 * @throws DatasetError `column-missing`, `column-ambiguous`
 */
export function locateFields(names: readonly string[], file: string): TableFields {
  const found = locateTime(names, file);
  const named = (at: number): string => names[at] as string;
  return {
    time: named(found.time),
    open: named(found.open),
    high: named(found.high),
    low: named(found.low),
    close: named(found.close),
    volume: found.volume < 0 ? null : named(found.volume),
  };
}

/** Where no column is named as a time, the index that pandas stored is one; beside one it only numbers the rows. */
function locateTime(names: readonly string[], file: string): ReturnType<typeof locateColumns> {
  try {
    return locateHeader(names, file);
  } catch (error) {
    if (!names.includes(PANDAS_INDEX)) throw error;
    return locateHeader(
      names.map((name) => (name === PANDAS_INDEX ? 'date' : name)),
      file,
    );
  }
}

/** A table has no lines, so its errors name the file alone. */
function locateHeader(names: readonly string[], file: string): ReturnType<typeof locateColumns> {
  try {
    return locateColumns(names, file, 1);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    const text = error.message.replace(`${file} line 1: `, `${file}: `);
    throw new DatasetError(error.code, text, { file, names }, error);
  }
}

/** Takes the rows of a table run by run. */
export interface TableRows {
  feed(batch: TableBatch, rows: number): void;
  /** @returns warnings, one sentence each */
  finish(): readonly string[];
}

/**
 * Hands the rows of a table to a sink.
 * @param fields as located
 */
export function createTableRows(sink: RowSink, fields: TableFields): TableRows {
  const warnings = fields.volume === null ? ['The file has no volume column; volume is 0.'] : [];
  const single = new Set<string>();
  const block = TABLE_FIELDS.map(() => new Float64Array(BLOCK));
  let done = 0;

  return {
    feed(batch, length) {
      for (const field of TABLE_FIELDS) {
        const kind = batch[field]?.kind;
        if (kind?.type === 'number' && kind.single) single.add(field);
      }
      for (let start = 0; start < length; start += BLOCK) {
        const size = Math.min(BLOCK, length - start);
        for (const [k, field] of TABLE_FIELDS.entries()) {
          const out = (block[k] as Float64Array).subarray(0, size);
          const column = batch[field];
          if (column === undefined) out.fill(0);
          else if (field === 'time') timesInto(out, column, start);
          else numbersInto(out, column, start);
        }
        handOn(batch, start, size);
      }
    },
    finish() {
      if (single.size > 0) {
        const names = [...single].join(', ');
        warnings.push(`Stored as 32-bit numbers, which hold about 7 digits: ${names}.`);
      }
      return warnings;
    },
  };

  function handOn(batch: TableBatch, start: number, size: number): void {
    const [time, open, high, low, close, volume] = block as Float64Array[] as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let i = 0; i < size; i++) {
      const place = ++done;
      const t = time[i] as number;
      const o = open[i] as number;
      const h = high[i] as number;
      const l = low[i] as number;
      const c = close[i] as number;
      const v = volume[i] as number;
      const whole = !(
        Number.isNaN(t) ||
        Number.isNaN(o) ||
        Number.isNaN(h) ||
        Number.isNaN(l) ||
        Number.isNaN(c) ||
        Number.isNaN(v)
      );
      if (whole) sink.accept(place, t, o, h, l, c, v);
      else refuse(batch, start + i, i, place);
    }
  }

  function refuse(batch: TableBatch, at: number, inBlock: number, place: number): void {
    for (const [k, field] of TABLE_FIELDS.entries()) {
      const column = batch[field];
      if (column === undefined || !Number.isNaN((block[k] as Float64Array)[inBlock])) continue;
      const expected = field === 'time' ? 'time to be a date or a count of s, ms, us or ns' : `${field} to be a number`;
      sink.refuse(place, 'not-a-number', `expected ${expected}, was ${shownValue(column, at)}.`);
      return;
    }
  }
}
