import { basename } from 'node:path';
import {
  type AddedCandles,
  type CandleProvenance,
  type Catalog,
  type FileFormat,
  joinParts,
  type LoadedCandles,
  type LoadOptions,
  type LoadProgress,
  loadCandles,
  measureQuality,
  type Repair,
} from '#datasets';
import { type CandleSeries, ConfigError, DatasetError } from '#engine';
import { adjustDataset, type ImportAdjustment } from './adjusted-dataset.ts';

/** How files are imported. */
export interface ImportOptions {
  readonly symbol?: string;
  readonly intervalMs?: number;
  readonly format?: FileFormat;
  readonly repair?: readonly Repair[];
  /** Number of candles that each dataset must have. */
  readonly expectedRows?: number;
  /** Whether the files are parts of one dataset. */
  readonly join?: boolean;
  /** Keeps the candles once more, adjusted, under `<symbol>@<mode>`. */
  readonly adjust?: ImportAdjustment;
  readonly onProgress?: (file: string, done: LoadProgress) => void;
  /** Told of each dataset as soon as it is kept. */
  readonly onImported?: (imported: ImportedDataset) => void;
  /** Ends the import; datasets that are kept stay. */
  readonly signal?: AbortSignal;
}

/** A dataset that was imported. */
export interface ImportedDataset extends AddedCandles {
  /** As they were given. */
  readonly files: readonly string[];
}

/** Outcome of an import. */
export interface ImportOutcome {
  readonly imported: readonly ImportedDataset[];
  /** True when the signal ended it. */
  readonly aborted: boolean;
}

/**
 * Reads candle files into a catalog: each as a dataset of its own, or all as parts of one.
 * @param files paths
 * @throws DatasetError with file and line; what was kept before it stays
 */
export async function importData(
  catalog: Catalog,
  files: readonly string[],
  options: ImportOptions = {},
): Promise<ImportOutcome> {
  if (options.symbol !== undefined && files.length > 1 && options.join !== true) {
    const text = `Expected one file with --symbol ${options.symbol}, was ${files.length}; --join makes them one dataset.`;
    throw new ConfigError('symbol-for-many', text, { files });
  }
  if (options.adjust !== undefined && files.length > 1 && options.join !== true) {
    const text = `Expected one file with corporate events, was ${files.length}; --join makes them one dataset.`;
    throw new ConfigError('events-for-many', text, { files });
  }
  const imported: ImportedDataset[] = [];
  const add = async (paths: readonly string[], series: CandleSeries, about: CandleProvenance) => {
    const dataset = { ...(await catalog.add(series, about, options.signal)), files: paths };
    imported.push(dataset);
    options.onImported?.(dataset);
    return dataset.entry;
  };
  const keep = async (paths: readonly string[], read: () => Promise<ReadDataset>): Promise<void> => {
    const { series, about } = await read();
    const entry = await add(paths, series, about);
    if (options.adjust === undefined) return;
    const adjusted = await adjustDataset(series, entry, options.adjust);
    await add([...paths, options.adjust.events], adjusted.series, adjusted.about);
  };
  try {
    if (options.join === true) await keep(files, () => readParts(files, options));
    else for (const file of files) await keep([file], () => readOne(file, options));
  } catch (error) {
    if (options.signal?.aborted !== true) throw error;
    return { imported, aborted: true };
  }
  return { imported, aborted: false };
}

interface ReadDataset {
  readonly series: CandleSeries;
  readonly about: CandleProvenance;
}

async function readOne(path: string, options: ImportOptions): Promise<ReadDataset> {
  const { series, quality, format, repairs } = await load(path, options, options.expectedRows);
  const file = basename(path);
  return {
    series,
    about: {
      origin: format,
      quality,
      sources: [{ file, sha256: quality.sha256 }],
      repairs: withFile(file, repairs),
    },
  };
}

async function readParts(paths: readonly string[], options: ImportOptions): Promise<ReadDataset> {
  const loaded: LoadedCandles[] = [];
  for (const path of paths) loaded.push(await load(path, options, undefined));
  const parts = loaded.map(({ series }, k) => ({ file: basename(paths[k]), series }));
  const { series, repairs } = joinParts(parts, options.repair?.includes('keep-first') ?? false);
  if (options.expectedRows !== undefined && series.length !== options.expectedRows) {
    const text = `Expected ${options.expectedRows} candles in ${paths.length} files, was ${series.length}.`;
    throw new DatasetError('row-count', text, { files: paths });
  }
  const sources = loaded.map(({ quality }, k) => ({ file: basename(paths[k]), sha256: quality.sha256 }));
  const [first] = sources;
  const quality = measureQuality(series, {
    file: paths.length === 1 ? first.file : `${first.file} and ${paths.length - 1} more`,
    sha256: paths.length === 1 ? first.sha256 : series.id,
    warnings: [...new Set(loaded.flatMap(warningsOfReader))],
  });
  const every = (function* () {
    for (const [k, one] of loaded.entries()) yield* withFile(basename(paths[k]), one.repairs);
    yield* repairs;
  })();
  return { series, about: { origin: loaded[0].format, quality, sources, repairs: every } };
}

/** What the reader of a part had to say; its gaps and the like are counted again in the whole. */
export function warningsOfReader({ series, quality }: Pick<LoadedCandles, 'series' | 'quality'>): string[] {
  const { file, sha256 } = quality;
  const counted = new Set(measureQuality(series, { file, sha256 }).warnings);
  return quality.warnings.filter((warning) => !counted.has(warning));
}

function load(path: string, options: ImportOptions, expectedRows: number | undefined): Promise<LoadedCandles> {
  const { symbol, intervalMs, format, repair, signal, onProgress } = options;
  const given: LoadOptions = {
    ...(symbol === undefined ? {} : { symbol }),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(format === undefined ? {} : { format }),
    ...(repair === undefined ? {} : { repair }),
    ...(expectedRows === undefined ? {} : { expectedRows }),
    onProgress: (done) => {
      signal?.throwIfAborted();
      onProgress?.(path, done);
    },
  };
  signal?.throwIfAborted();
  return loadCandles(path, given);
}

function* withFile(file: string, repairs: LoadedCandles['repairs']) {
  for (const row of repairs) yield { file, ...row };
}
