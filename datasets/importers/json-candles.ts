import { DatasetError } from '../../engine/model/index.ts';
import { createJsonRowScanner, type JsonRow } from '../formats/json-rows.ts';
import { type TimeUnit, timestampOf } from '../formats/timestamp.ts';
import type { RowSink, SourceFile } from './importer.ts';

/** Where the fields of a candle stand in its array; the time is always first. */
export interface JsonLayout {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Cells that a row has, at least and at most. */
  readonly cells: readonly [least: number, most: number];
}

/** Exchange klines: time, open, high, low, close, volume, and what the exchange adds. */
export const OHLC_LAYOUT: JsonLayout = { open: 1, high: 2, low: 3, close: 4, volume: 5, cells: [6, 6] };
/** Bitfinex: the close comes before the extremes. */
export const OCHL_LAYOUT: JsonLayout = { open: 1, close: 2, high: 3, low: 4, volume: 5, cells: [6, 6] };

const FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;
/** Cells that are read: the six of a candle, and the close time that Binance puts after them. */
const WIDTH = 7;

/**
 * Reads a file of arrays, one a candle, oldest or newest first.
 * @param layout where the fields stand
 * @param visit sees every row that was a candle, after it was accepted
 * @returns warnings, one sentence each
 * @throws DatasetError `json-broken`, and what the sink refuses
 */
export async function readJsonCandles(
  file: SourceFile,
  sink: RowSink,
  layout: JsonLayout,
  visit: (time: number, row: JsonRow) => void = () => {},
): Promise<readonly string[]> {
  const warnings: string[] = [];
  const [least, most] = layout.cells;
  let unit: TimeUnit | null = null;
  let mixed = false;

  const scanner = createJsonRowScanner(file.name, WIDTH, (row) => {
    const place = row.row;
    if (row.cells < least || row.cells > most) {
      const wanted = least === most ? `${least}` : `${least} to ${most}`;
      sink.refuse(place, 'field-count', `expected ${wanted} cells, was ${row.cells}.`);
      return;
    }
    const stamp = timestampOf(row.values[0] as number);
    if (Number.isNaN(stamp.time) || stamp.unit === 's') {
      sink.refuse(place, 'not-a-number', `expected time to be a count of ms or us, was ${shown(row, 0)}.`);
      return;
    }
    const { time } = stamp;
    if (unit === null) unit = stamp.unit;
    else if (stamp.unit !== unit && !mixed) {
      mixed = true;
      warnings.push(`Times change from ${unit} to ${stamp.unit} at row ${place}; each is read by its own size.`);
    }
    for (const field of FIELDS) {
      if (!Number.isNaN(row.values[layout[field]])) continue;
      sink.refuse(place, 'not-a-number', `expected ${field} to be a number, was ${shown(row, layout[field])}.`);
      return;
    }
    sink.accept(
      place,
      time,
      row.values[layout.open] as number,
      row.values[layout.high] as number,
      row.values[layout.low] as number,
      row.values[layout.close] as number,
      row.values[layout.volume] as number,
    );
    visit(time, row);
  });
  for await (const chunk of file.chunks()) scanner.feed(chunk);
  scanner.finish();
  return warnings;
}

function shown(row: JsonRow, cell: number): string {
  const text = row.text(cell);
  return text === '' ? 'empty' : text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What the first rows of a file say about its layout. */
export interface JsonSample {
  /** Rows that lie in the first bytes as a whole; none where the bytes are no array of arrays. */
  readonly rows: number;
  /** Rows that begin with a count of ms or us. */
  readonly stamped: number;
  /** Cells of the first row. */
  readonly cells: number;
  /** Whether its first price stands in quotes. */
  readonly quoted: boolean;
  /** Rows whose prices fit each order of the fields: no price above the high, none below the low. */
  readonly ohlc: number;
  readonly ochl: number;
}

/** Looks at the first bytes of a file, to recognise it by. */
export function sampleJson(head: Uint8Array): JsonSample {
  const sample = { rows: 0, stamped: 0, cells: 0, quoted: false, ohlc: 0, ochl: 0 };
  const scanner = createJsonRowScanner('', WIDTH, (row) => {
    const [time = NaN, a = NaN, b = NaN, c = NaN, d = NaN] = row.values;
    if (sample.rows === 0) {
      sample.cells = row.cells;
      sample.quoted = row.quoted(1);
    }
    sample.rows++;
    if (time >= 1e11 && Number.isInteger(time)) sample.stamped++;
    if (b >= Math.max(a, c, d) && c <= Math.min(a, d)) sample.ohlc++;
    if (c >= Math.max(a, b, d) && d <= Math.min(a, b)) sample.ochl++;
  });
  try {
    scanner.feed(head);
  } catch (error) {
    // Text of another kind has no rows; where rows came before the fault, their format is known and its reader tells it.
    if (!(error instanceof DatasetError)) throw error;
  }
  return sample;
}
