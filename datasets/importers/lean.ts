import { DatasetError } from '../../engine/model/index.ts';
import { localToUtc } from '../calendar/time-zone.ts';
import { parseDecimal } from '../formats/decimal.ts';
import { parseIsoTime } from '../formats/timestamp.ts';
import { peekZip, unpackOnlyEntry } from '../formats/zip-entry.ts';
import { DAY_MS, parseInterval } from '../interval.ts';
import type { Importer } from './importer.ts';
import { type LeanMarket, type LeanResolution, leanMarketOf, leanPlace } from './lean-market.ts';

const DATED_ENTRY = /^(\d{8})_(.+)_(minute|second|tick)_(trade|quote|openinterest)\.csv$/i;
const DAY_STAMP = /^\d{8} \d{2}:\d{2}$/;
const CANDLE_CELLS = 6;
const QUOTE_CELLS = 11;
const FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;
const INTERVALS: Readonly<Record<LeanResolution, number>> = {
  daily: DAY_MS,
  hour: parseInterval('1h'),
  minute: parseInterval('1m'),
  second: parseInterval('1s'),
};

interface LeanRow {
  /** Row of the file in the archive, from 1. */
  readonly place: number;
  readonly cells: readonly string[];
}

/**
 * LEAN's zipped trade candles. Daily and hourly files have a date in every row; minute and second files count ms since
 * midnight and have the date in their name alone. A daily candle of an equity is stamped 00:00 UTC of its session's
 * date; shorter ones are turned from New York's wall clock to UTC.
 */
export const leanImporter: Importer = {
  format: 'lean',
  description: 'LEAN zip of trade candles: US equities (prices x10000, New York time) or crypto (plain, UTC)',
  place: 'row',
  recognizes({ head }) {
    const entry = peekZip(head);
    if (entry === null) return false;
    const line = firstLine(entry.content);
    return DATED_ENTRY.test(entry.name) || DAY_STAMP.test(line.split(',', 1)[0] as string);
  },
  async read(file, sink) {
    const entry = await unpackOnlyEntry(await file.bytes(), file.name);
    const dated = DATED_ENTRY.exec(entry.name);
    const rows = rowsOf(entry.content);
    refuseQuotes(file.name, dated, rows);
    const place = leanPlace(file.path, file.name, entry.name);
    const candles = rows.filter(({ cells }) => cells.length === CANDLE_CELLS);
    const market = place.market ?? leanMarketOf(pricesOf(candles), file.name);
    const date = dated?.[1] ?? /\d{8}/.exec(file.name)?.[0] ?? null;
    const daily = place.resolution === 'daily' || candles.every(({ cells }) => (cells[0] as string).endsWith(' 00:00'));

    for (const { place: row, cells } of rows) {
      if (cells.length !== CANDLE_CELLS) {
        sink.refuse(row, 'field-count', `expected ${CANDLE_CELLS} fields, was ${cells.length}.`);
        continue;
      }
      const time = timeOf(cells[0] as string, date, daily ? 'UTC' : market.zone);
      const [open = NaN, high = NaN, low = NaN, close = NaN, volume = NaN] = cells.slice(1).map(decimalCell);
      const values = [open, high, low, close, volume];
      const bad = values.findIndex(Number.isNaN);
      if (Number.isNaN(time)) sink.refuse(row, 'not-a-number', `expected ${timeIn(date)}, was ${shown(cells[0])}.`);
      else if (bad >= 0) {
        sink.refuse(row, 'not-a-number', `expected ${FIELDS[bad]} to be a number, was ${shown(cells[bad + 1])}.`);
      } else {
        const { scale } = market;
        sink.accept(row, time, open / scale, high / scale, low / scale, close / scale, volume);
      }
    }
    const symbol = (dated?.[2] ?? entry.name.replace(/^.*\//, '').replace(/\.csv$/i, '')).toUpperCase();
    const resolution = place.resolution ?? (daily && market.scale > 1 ? 'daily' : null);
    return { symbol, intervalMs: resolution === null ? null : INTERVALS[resolution], warnings: warningsOf(market) };
  },
};

function firstLine(content: Uint8Array): string {
  const end = content.indexOf(0x0a);
  return Buffer.from(content.subarray(0, end < 0 ? 200 : end)).toString('latin1');
}

function rowsOf(content: Uint8Array): LeanRow[] {
  const lines = Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1').split(/\r?\n/);
  return lines
    .map((line, i) => ({ place: i + 1, cells: line.split(',') }))
    .filter(({ cells }) => cells.join('') !== '');
}

function refuseQuotes(file: string, dated: RegExpExecArray | null, rows: readonly LeanRow[]): void {
  const [, , , resolution, kind] = dated ?? [];
  const cells = rows[0]?.cells.length;
  const quotes = kind === 'quote' || cells === QUOTE_CELLS;
  const was = quotes ? 'quotes of bid and ask' : kind === 'openinterest' ? 'open interest' : 'ticks';
  if (!quotes && kind !== 'openinterest' && resolution !== 'tick') return;
  const text = `${file}: expected LEAN trade candles (time, open, high, low, close, volume), was ${was}.`;
  throw new DatasetError('lean-not-candles', text, { file });
}

function* pricesOf(rows: readonly LeanRow[]): Iterable<string> {
  for (const { cells } of rows) yield* cells.slice(1, CANDLE_CELLS - 1);
}

/** Open time of a row on the wall clock of a zone; NaN where it is none. */
function timeOf(cell: string, date: string | null, zone: LeanMarket['zone']): number {
  const stamped = DAY_STAMP.test(cell);
  if (!stamped && (date === null || !/^\d{1,8}$/.test(cell))) return NaN;
  const day = parseIsoTime(stamped ? cell.slice(0, 8) : (date as string));
  const clock = stamped ? parseIsoTime(cell) - day : Number(cell);
  if (Number.isNaN(day) || !(clock < DAY_MS)) return NaN;
  if (zone === 'UTC') return day + clock;
  const date0 = new Date(day);
  return localToUtc(zone, date0.getUTCFullYear(), date0.getUTCMonth() + 1, date0.getUTCDate(), clock);
}

function decimalCell(cell: string): number {
  const bytes = Buffer.from(cell, 'latin1');
  return parseDecimal(bytes, 0, bytes.length);
}

function timeIn(date: string | null): string {
  return date === null ? 'time to be yyyyMMdd HH:mm' : 'time to be yyyyMMdd HH:mm or ms since midnight';
}

function shown(cell: string | undefined): string {
  return cell === undefined || cell.trim() === '' ? 'empty' : JSON.stringify(cell.slice(0, 60));
}

function warningsOf({ named, scale }: LeanMarket): readonly string[] {
  if (named) return [];
  return [
    scale === 1
      ? 'Neither path nor name tells the market; prices have decimals, so they were read as crypto: unscaled, UTC.'
      : 'Neither path nor name tells the market; prices are whole numbers, so they were read as US equity: x10000, New York time.',
  ];
}
