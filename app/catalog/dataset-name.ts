import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Catalog, type CatalogEntry, type CatalogQuery, type LoadOptions, loadCandles } from '#datasets';
import { type CandleSeries, ConfigError, type DataQuality } from '#engine';

/**
 * Reads the name of a dataset as people type it: `BTC/USDT 1h`, `BTC/USDT 1h 2` for its second version, `BTC/USDT` where it
 * has one interval, or the identity of the candles or its first 8 digits or more.
 * @param words the name, or its parts
 * @param catalog decides whether hexadecimal digits are a symbol
 * @throws ConfigError `dataset-name`
 */
export function parseDatasetName(words: readonly string[], catalog: Pick<Catalog, 'list'>): CatalogQuery {
  const parts = words.flatMap((word) => word.trim().split(/\s+/)).filter((word) => word !== '');
  const [symbol, interval, version] = parts;
  const number = Number(version ?? 1);
  if (symbol === undefined || parts.length > 3 || !Number.isInteger(number) || number < 1) {
    const text = `Expected a dataset such as "BTC/USDT 1h", "BTC/USDT 1h 2" or an identity, was "${parts.join(' ')}".`;
    throw new ConfigError('dataset-name', text, { words });
  }
  if (parts.length === 1 && /^[0-9a-f]{8,64}$/.test(symbol) && !catalog.list().some((one) => one.symbol === symbol)) {
    return { id: symbol };
  }
  return {
    symbol,
    ...(interval === undefined ? {} : { interval }),
    ...(version === undefined ? {} : { version: number }),
  };
}

/** Candles that were named, and what is known of them. */
export interface NamedCandles {
  readonly series: CandleSeries;
  readonly quality: DataQuality;
  /** What they are, for what is made from them: a file and its SHA-256, or a dataset and its identity. */
  readonly source: CatalogEntry['sources'][number];
}

/**
 * Finds the candles of a name: of a file where there is one, else of the catalog.
 * @param name path of a file, or as of parseDatasetName
 * @param catalog looked into where there is no such file
 * @param dataRoot folder that relative paths start from
 * @param options for a file
 * @throws DatasetError, ConfigError
 */
export async function findCandles(
  name: string,
  catalog: Catalog,
  dataRoot = '.',
  options: LoadOptions = {},
): Promise<NamedCandles> {
  const path = resolve(dataRoot, name);
  // What ends as files do is meant as one: its absence is better told as that.
  if (existsSync(path) || /\.\w+$/.test(name)) {
    const { series, quality } = await loadCandles(path, options);
    return { series, quality, source: { file: quality.file, sha256: quality.sha256 } };
  }
  const { entry, series } = await catalog.open(parseDatasetName([name], catalog));
  return { series, quality: entry.quality, source: sourceOfEntry(entry) };
}

/** A dataset as what others were made from: `BTC/USDT 1h version 2` and its identity. */
export function sourceOfEntry({ symbol, interval, version, id }: CatalogEntry): CatalogEntry['sources'][number] {
  return { file: `${symbol} ${interval} version ${version}`, sha256: id };
}
