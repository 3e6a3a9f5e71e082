import { join } from 'node:path';
import { DatasetError } from '../../engine/model/index.ts';
import { formatInterval, parseInterval } from '../interval.ts';
import { isoTime } from '../iso-time.ts';

/** Where things lie in the folder of a catalog. */
export interface CatalogLayout {
  readonly folder: string;
  /** Candles, one file for each identity. */
  readonly objects: string;
  /** Entries: `<symbol>/<interval>/<version>.json`. */
  readonly index: string;
  /** Files that are being written, or were when their writer was killed. On the same disk as the rest. */
  readonly staging: string;
}

/** Lays a catalog out; touches nothing. */
export function layOut(folder: string): CatalogLayout {
  return { folder, objects: join(folder, 'objects'), index: join(folder, 'index'), staging: join(folder, 'tmp') };
}

/** File of the candles of an identity. */
export function objectPath(layout: CatalogLayout, id: string): string {
  return join(layout.objects, `${id}.arrow`);
}

/** Folder of the entries of one dataset. */
export function datasetFolder(layout: CatalogLayout, symbol: string, interval: string): string {
  return join(layout.index, encodeSymbol(symbol), encodeInterval(interval));
}

/** Writes an interval as the name of a folder: months are `1mo`, as some file systems take `1M` and `1m` for one. */
function encodeInterval(interval: string): string {
  return interval.replace(/M$/, 'mo');
}

/**
 * Partial file of a download into a catalog; one that began elsewhere in time is another.
 * @param folder of the catalog
 * @param since epoch ms
 */
export function downloadJournalPath(folder: string, exchange: string, symbol: string, interval: string, since: number) {
  const start = isoTime(since).replaceAll(':', '');
  const name = `${encodeSymbol(exchange)}_${encodeSymbol(symbol)}_${encodeInterval(interval)}_${start}.partial`;
  return join(folder, 'downloads', name);
}

/** Longest name of a folder that every file system takes. */
const LONGEST_NAME = 200;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * Writes a symbol as the name of a folder: letters, digits, `-` and `_` as they are, `.` inside, all else as `%2F`.
 * Names that Windows keeps for devices are escaped too.
 * @returns such as `BTC%2FUSDT`
 * @throws DatasetError `symbol-invalid`
 */
export function encodeSymbol(symbol: string): string {
  const bytes = Buffer.from(symbol, 'utf8');
  const encode = (text: string) => [...Buffer.from(text, 'utf8')].map(percent).join('');
  let name = symbol.replace(/[^\w.-]/gu, encode).replace(/^\.+|\.+$/g, encode);
  if (RESERVED.test(name)) name = percent(name.charCodeAt(0)) + name.slice(1);
  if (symbol !== '' && name.length <= LONGEST_NAME && bytes.toString('utf8') === symbol) return name;
  const text = `Expected a symbol of 1 to ${LONGEST_NAME} characters, was "${symbol.slice(0, 40)}".`;
  throw new DatasetError('symbol-invalid', text, { symbol });
}

const percent = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * Writes an interval as entries name it: `60m` is `1h`.
 * @throws DatasetError `interval-syntax`
 */
export function normalizeInterval(text: string): string {
  // Odd lengths are written in milliseconds, which nobody types but a program may hand back.
  return /^[1-9]\d*ms$/.test(text) ? formatInterval(Number(text.slice(0, -2))) : formatInterval(parseInterval(text));
}
