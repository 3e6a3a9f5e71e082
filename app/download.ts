import { dirname } from 'node:path';
import {
  type AddedCandles,
  type CatalogEntry,
  type DownloadAbout,
  type DownloadedCandles,
  type DownloadState,
  discardDownloadJournal,
  downloadCandles,
  downloadJournalPath,
  extendSeries,
  listExchanges,
  measureQuality,
  normalizeInterval,
  openCatalog,
  openCcxtMarket,
  parseSpanStart,
  writeCandlesCsv,
} from '#datasets';
import { ConfigError, type DataQuality } from '#engine';
import { catalogFolder } from './catalog/catalog-folder.ts';
import { sourceOfEntry } from './catalog/dataset-name.ts';
import { warningsOfReader } from './catalog/import-data.ts';
import { nearestName } from './config/suggestion.ts';
import { formatInstant } from './config/time-fields.ts';
import { checkWritable } from './run-folder/write-atomically.ts';

export type { DownloadState };

export interface DownloadOptions {
  /** Name of the exchange in ccxt, such as `binance`. */
  readonly exchange: string;
  /** Unified symbol, such as `BTC/USDT`. */
  readonly symbol: string;
  /** Such as `1h`. */
  readonly interval: string;
  /** Year, month, day or instant of the first candle; where the newest version of the catalog ends when absent. */
  readonly since?: string;
  /** Where the last candle closes at the latest; now when absent. */
  readonly until?: string;
  /** CSV file, gzipped when it ends with `.gz`; the partial file lies beside it. The catalog when absent. */
  readonly out?: string;
  /** Folder of the catalog; as catalogFolder finds it when absent. */
  readonly catalog?: string;
  /** Settings of the exchange's ccxt class, such as proxies. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Ends the download; what is there stays in the partial file. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (state: DownloadState) => void;
}

/** A download that came to its end. */
export interface FinishedDownload {
  readonly complete: true;
  /** Path of the CSV file; null where the catalog has the candles. */
  readonly file: string | null;
  /** What adding them to the catalog did; null where a file has them. */
  readonly added: AddedCandles | null;
  /** Identity of the candles. */
  readonly id: string;
  readonly quality: DataQuality;
  readonly about: DownloadAbout;
}

/** A download that was ended; the same call goes on with the partial file. */
export interface EndedDownload {
  readonly complete: false;
  readonly partial: string;
  /** Candles in the partial file; null when it was not opened. */
  readonly rows: number | null;
}

export type DownloadOutcome = FinishedDownload | EndedDownload;

/**
 * Downloads candles of one market into a CSV file or a catalog. An interrupted or failed download goes on where it was
 * when it is called again with the same arguments. Into a catalog and without a start, it goes on from the newest
 * version: the candles of that, then the new ones, become the next version.
 * @throws ConfigError on what the exchange does not have, unwritable, `since-missing`; DatasetError as downloadCandles,
 *   extendSeries and Catalog.add do
 */
export async function download(options: DownloadOptions): Promise<DownloadOutcome> {
  const { exchange, symbol, interval, settings, signal, onProgress } = options;
  const keeping = options.out === undefined ? toCatalog(options) : toFile(options, options.out);
  const since = options.since === undefined ? keeping.end() : parseSpanStart(options.since, '--since');
  const until = options.until === undefined ? undefined : parseSpanStart(options.until, '--until');
  if (until !== undefined && until <= since) {
    const text = `Expected --until to be later than ${formatInstant(since)}, was ${formatInstant(until)}.`;
    throw new ConfigError('empty-span', text, { since, until });
  }
  await checkExchange(exchange);
  const partial = keeping.partial(since);
  checkWritable(dirname(partial));
  const market = await openCcxtMarket({ exchange, symbol, interval, ...(settings && { settings }) });
  try {
    const found = await downloadCandles(market, {
      exchange,
      since,
      partial,
      ...(until !== undefined && { until }),
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    });
    if (!found.complete) return { ...found, partial };
    const kept = await keeping.keep(found);
    discardDownloadJournal(partial);
    return { complete: true, ...kept, about: found.about };
  } finally {
    await market.close();
  }
}

/** Where the candles of a download go. */
interface Keeping {
  /** Where they go on when no start is said, epoch ms. */
  end(): number;
  /** Path of the partial file. */
  partial(since: number): string;
  keep(found: DownloadedCandles): Promise<Omit<FinishedDownload, 'complete' | 'about'>>;
}

function toFile({ symbol, interval }: DownloadOptions, out: string): Keeping {
  if (!/\.csv(?:\.gz)?$/.test(out)) {
    throw new ConfigError('file-name', `Expected --out to end with .csv or .csv.gz, was ${out}.`, { out });
  }
  return {
    end: () => {
      const text = `Expected --since for ${symbol} ${interval} with --out, was none.`;
      throw new ConfigError('since-missing', text, { out });
    },
    partial: () => `${out}.partial`,
    async keep({ series, quality }) {
      writeCandlesCsv(out, series);
      return { file: out, added: null, id: series.id, quality };
    },
  };
}

function toCatalog({ exchange, symbol, interval: said, since, catalog: folder }: DownloadOptions): Keeping {
  const catalog = openCatalog(catalogFolder(folder));
  const interval = normalizeInterval(said);
  const isSame = (one: CatalogEntry): boolean => one.symbol === symbol && one.interval === interval;
  const newest = since === undefined ? catalog.list().findLast(isSame) : undefined;
  return {
    end() {
      if (newest !== undefined) return newest.quality.last;
      const text = `Expected --since, or ${symbol} ${interval} in the catalog ${catalog.folder} to go on from, was neither.`;
      throw new ConfigError('since-missing', text, { symbol, interval });
    },
    partial: (start) => downloadJournalPath(catalog.folder, exchange, symbol, interval, start),
    async keep(found) {
      const { file } = found.quality;
      const sources = [{ file, sha256: found.series.id }];
      let { series, quality } = found;
      if (newest !== undefined) {
        const known = await catalog.open({ symbol, interval, version: newest.version });
        const before = sourceOfEntry(newest);
        series = extendSeries({ name: before.file, series: known.series }, { name: file, series: found.series });
        quality = measureQuality(series, { file, sha256: series.id, warnings: warningsOfReader(found) });
        sources.unshift(before);
      }
      const added = await catalog.add(series, { origin: 'download', quality, sources });
      return { file: null, added, id: series.id, quality };
    },
  };
}

async function checkExchange(exchange: string): Promise<void> {
  const known = await listExchanges();
  if (known.includes(exchange)) return;
  const near = nearestName(exchange, known);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  throw new ConfigError('unknown-exchange', `ccxt knows no exchange ${exchange}.${hint}`, { exchange });
}
