import { dirname } from 'node:path';
import {
  type DownloadAbout,
  type DownloadState,
  discardDownloadJournal,
  downloadCandles,
  listExchanges,
  openCcxtMarket,
  parseSpanStart,
  writeCandlesCsv,
} from '#datasets';
import { ConfigError, type DataQuality } from '#engine';
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
  /** Year, month, day or instant of the first candle. */
  readonly since: string;
  /** Where the last candle closes at the latest; now when absent. */
  readonly until?: string;
  /** CSV file, gzipped when it ends with `.gz`; the partial file lies beside it. */
  readonly out: string;
  /** Settings of the exchange's ccxt class, such as proxies. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Ends the download; what is there stays in the partial file. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (state: DownloadState) => void;
}

/** A download that came to its end. */
export interface FinishedDownload {
  readonly complete: true;
  readonly file: string;
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
 * Downloads candles of one market into a CSV file. An interrupted or failed download goes on where it was when it is
 * called again with the same arguments.
 * @throws ConfigError on what the exchange does not have, unwritable; DatasetError as downloadCandles does
 */
export async function download(options: DownloadOptions): Promise<DownloadOutcome> {
  const { exchange, symbol, interval, out, settings, signal, onProgress } = options;
  const since = parseSpanStart(options.since, '--since');
  const until = options.until === undefined ? undefined : parseSpanStart(options.until, '--until');
  if (until !== undefined && until <= since) {
    const text = `Expected --until to be later than ${formatInstant(since)}, was ${formatInstant(until)}.`;
    throw new ConfigError('empty-span', text, { since, until });
  }
  if (!/\.csv(?:\.gz)?$/.test(out)) {
    throw new ConfigError('file-name', `Expected --out to end with .csv or .csv.gz, was ${out}.`, { out });
  }
  await checkExchange(exchange);
  checkWritable(dirname(out));
  const market = await openCcxtMarket({ exchange, symbol, interval, ...(settings && { settings }) });
  const partial = `${out}.partial`;
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
    const { series, quality, about } = found;
    writeCandlesCsv(out, series);
    discardDownloadJournal(partial);
    return { complete: true, file: out, id: series.id, quality, about };
  } finally {
    await market.close();
  }
}

async function checkExchange(exchange: string): Promise<void> {
  const known = await listExchanges();
  if (known.includes(exchange)) return;
  const near = nearestName(exchange, known);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  throw new ConfigError('unknown-exchange', `ccxt knows no exchange ${exchange}.${hint}`, { exchange });
}
