import { type CandleSeries, DatasetError } from '../../engine/model/index.ts';
import { isoTime } from '../candle-intake.ts';
import { type AddedCandles, addCandles, type CandleProvenance } from './add-candles.ts';
import type { CatalogEntry, CatalogQuery } from './catalog-entry.ts';
import { readIndex, removeEntry, repairLogPath } from './catalog-index.ts';
import { layOut, objectPath } from './catalog-layout.ts';
import { type CollectedGarbage, collectGarbage } from './collect-garbage.ts';
import { findEntry, matchRecords } from './find-entry.ts';
import { isEntry } from './index-record.ts';
import { loadEntry } from './load-entry.ts';
import { type CatalogVerdict, verifyCatalog } from './verify-catalog.ts';

/** Candles in a folder. The folder is the truth: nothing is remembered between two calls, and several processes may write. */
export interface Catalog {
  readonly folder: string;
  /**
   * Keeps candles as the next version of their symbol and interval.
   * @param signal ends it, and leaves nothing behind
   * @throws DatasetError `not-writable`, `time-fraction`, `no-candles`, `symbol-invalid`
   */
  add(series: CandleSeries, about: CandleProvenance, signal?: AbortSignal): Promise<AddedCandles>;
  /** All entries: by symbol, interval and version. */
  list(): CatalogEntry[];
  /** @throws DatasetError `not-in-catalog`, `version-removed`, `query-ambiguous` */
  find(query: CatalogQuery): CatalogEntry;
  /** Finds an entry and reads its candles into shared memory. */
  open(query: CatalogQuery): Promise<{ readonly entry: CatalogEntry; readonly series: CandleSeries }>;
  /** Path of the list of rows that repairs touched; null where none was. */
  repairLog(entry: CatalogEntry): string | null;
  /** Path of the Feather file of an entry. */
  file(entry: CatalogEntry): string;
  /** Computes every hash again; of what a query means, where one is given. */
  verify(query?: CatalogQuery): Promise<CatalogVerdict>;
  /**
   * Removes entries; their candles stay until collectGarbage. A removed version's number is never used again.
   * @param query names a version or an identity, unless `all` is true
   * @returns what was removed
   */
  remove(query: CatalogQuery, all?: boolean): Promise<CatalogEntry[]>;
  /** Removes candles that no entry names, and what killed writers left. */
  collectGarbage(): CollectedGarbage;
}

/**
 * Opens a catalog; a folder that is not there yet is an empty one, and made by the first `add`.
 * @param folder of the catalog
 * @param now clock, epoch ms
 * @example
 * const catalog = openCatalog('data/catalog');
 * const { series, quality, format } = await loadCandles('data/BTCUSDT_1h.csv.gz');
 * await catalog.add(series, { origin: format, quality });
 * catalog.list().length; // 1
 */
export function openCatalog(folder: string, now: () => number = Date.now): Catalog {
  const layout = layOut(folder);
  const find = (query: CatalogQuery): CatalogEntry => findEntry(readIndex(layout), query, folder);

  return {
    folder,
    add: (series, about, signal) => addCandles(layout, series, about, isoTime(now()), signal),
    list: () => readIndex(layout).filter(isEntry),
    find,
    async open(query) {
      const entry = find(query);
      return { entry, series: await loadEntry(layout, entry) };
    },
    repairLog: (entry) => repairLogPath(layout, entry),
    file: (entry) => objectPath(layout, entry.id),
    async verify(query) {
      if (query === undefined) return verifyCatalog(layout);
      const verdict = await verifyCatalog(layout, (entry) => matchRecords([entry], query).length > 0);
      if (verdict.entries === 0 && verdict.problems.length === 0) find(query);
      return verdict;
    },
    async remove(query, all = false) {
      const newest = find(query);
      if (!all && query.version === undefined && query.id === undefined) {
        const text = `Expected a version of ${newest.symbol} ${newest.interval} or an identity to remove, was neither.`;
        throw new DatasetError('query-broad', text, { ...query });
      }
      const removed = matchRecords(readIndex(layout), query).filter(isEntry);
      for (const entry of removed) await removeEntry(layout, entry, isoTime(now()));
      return removed;
    },
    collectGarbage: () => collectGarbage(layout, now()),
  };
}
