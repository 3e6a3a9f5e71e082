import type { DataQuality } from '../../engine/model/index.ts';
import type { FileFormat } from '../importers/importer.ts';

/** How candles of a catalog came to be. */
export type CandleOrigin = FileFormat | 'synthetic' | 'download' | 'resampled' | 'adjusted';

/** One dataset in one version, as its index file says it. Entries are added and removed, never changed. */
export interface CatalogEntry {
  readonly symbol: string;
  /** Such as `1h`. */
  readonly interval: string;
  readonly intervalMs: number;
  /** 1 for the first candles kept under a symbol and interval, then 2 ... */
  readonly version: number;
  /** Identity of the candles: CandleSeries.id. The same candles have the same, whatever file they came from. */
  readonly id: string;
  readonly rows: number;
  /** Open times of the first and last candle, ISO. */
  readonly first: string;
  readonly last: string;
  readonly origin: CandleOrigin;
  /**
   * What the candles were made from: base name and SHA-256 of each file, name and identity of each dataset or download;
   * empty for synthetic ones.
   */
  readonly sources: readonly { readonly file: string; readonly sha256: string }[];
  readonly quality: DataQuality;
  /** Rows that repairs left out or moved, by repair; empty when the file was taken as it was. */
  readonly repairs: Readonly<Record<string, number>>;
  /** File beside the entry that names every row a repair touched; null where no repair did anything. */
  readonly repairLog: string | null;
  /** SHA-256 of what the stored Feather file has around its columns; id covers the columns, so the two cover every byte. */
  readonly frameSha256: string;
  /** Length of the stored file. */
  readonly storedBytes: number;
  /** When it was added, ISO; no part of any identity. */
  readonly addedAt: string;
}

/**
 * Which dataset is meant, by symbol and interval, by identity, or by both; the newest version where neither version nor id
 * is named.
 */
export interface CatalogQuery {
  readonly symbol?: string;
  /** May be left out where the catalog has only one interval of the symbol. */
  readonly interval?: string;
  readonly version?: number;
  /** Identity, or its first 8 digits or more. */
  readonly id?: string;
}
