import type { CandleSeries } from '../../engine/model/index.ts';
import { damaged, readStoredCandles, type StoredCandles } from './candle-object.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { type CatalogLayout, objectPath } from './catalog-layout.ts';

/**
 * Reads the candles of an entry into shared memory. Length of the file, its schema, number of rows, interval and the
 * identity it states are compared with the entry; the identity is computed again by verifyCatalog alone, as that takes
 * several times as long as the reading.
 * @throws DatasetError `object-missing`, `object-damaged`
 */
export async function loadEntry(layout: CatalogLayout, entry: CatalogEntry): Promise<CandleSeries> {
  const { symbol, intervalMs, id } = entry;
  const { columns, rows } = await readEntry(layout, entry);
  return { symbol, intervalMs, length: rows, ...columns, id };
}

/** Reads the file of an entry and compares what it says about itself with the entry. */
export async function readEntry(layout: CatalogLayout, entry: CatalogEntry): Promise<StoredCandles> {
  const path = objectPath(layout, entry.id);
  const what = nameEntry(entry);
  const stored = await readStoredCandles(path, what);
  const expected = [
    ['bytes', entry.storedBytes, stored.bytes],
    ['identity', entry.id, stored.id],
    ['rows', entry.rows, stored.rows],
    ['interval', entry.intervalMs, stored.intervalMs],
  ] as const;
  for (const [name, should, is] of expected) {
    if (should !== is) throw damaged(what, path, `one of ${name} ${is} instead of ${should}`);
  }
  return stored;
}

/** An entry in words: `BTC/USDT 1h version 2`. */
export function nameEntry({ symbol, interval, version }: CatalogEntry): string {
  return `${symbol} ${interval} version ${version}`;
}
