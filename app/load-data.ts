import { resolve } from 'node:path';
import {
  createSyntheticMarket,
  findCalendar,
  formatInterval,
  intersect,
  loadCandles,
  measureQuality,
  openCatalog,
  resample,
} from '#datasets';
import { type CandleSeries, type DataQuality, type Instrument, plainInstrument } from '#engine';
import type { DecodedData } from './config/backtest-schema.ts';

/** The candles of a run, one series per instrument, and what reading them found. */
export interface LoadedData {
  readonly instruments: readonly Instrument[];
  readonly series: readonly CandleSeries[];
  readonly quality: readonly DataQuality[];
  /** What was taken from the catalog, before it was joined, resampled or cut; empty where nothing was. */
  readonly datasets: readonly CatalogReference[];
}

/** Candles of a catalog that a run used: enough to find them again, in any catalog that has them. */
export interface CatalogReference {
  readonly symbol: string;
  /** Such as `1h`. */
  readonly interval: string;
  /** Identity of the candles as they are kept. */
  readonly id: string;
}

/** Where candles are looked for. */
export interface DataPlaces {
  /** Folder that relative file names start from. */
  readonly dataRoot: string;
  /** Folder of the catalog. */
  readonly catalog: string;
}

/**
 * Reads or makes the candles that a config asks for, joins and resamples them.
 * @param data the `data` part of a decoded config
 * @param places where its files lie
 * @param signal ends the reading of files
 * @throws DatasetError with file and line
 */
export async function loadData(data: DecodedData, places: DataPlaces, signal?: AbortSignal): Promise<LoadedData> {
  const read = data.synthetic === undefined ? await readInstruments(data, places, signal) : makeMarket(data.synthetic);
  let series = read.series;
  if (data.align === 'intersection') series = intersect(series);
  const interval = data.resample;
  const how = {
    ...(data.calendar === undefined ? {} : { calendar: findCalendar(data.calendar) }),
    keepPartial: data.keepPartial ?? false,
  };
  if (interval !== null) series = series.map((one) => resample(one, interval, how));
  return { ...read, series };
}

async function readInstruments(data: DecodedData, places: DataPlaces, signal?: AbortSignal): Promise<LoadedData> {
  const instruments: Instrument[] = [];
  const series: CandleSeries[] = [];
  const quality: DataQuality[] = [];
  const datasets: CatalogReference[] = [];
  for (const given of data.instruments ?? []) {
    const { symbol, tickSize, lotStep, minNotional, maxUnits } = given;
    const loaded =
      given.file === undefined ? await readCatalog(given, places) : await readFile(given.file, given, places, signal);
    signal?.throwIfAborted();
    instruments.push({ symbol, tickSize, lotStep, minNotional, maxUnits });
    series.push(loaded.series);
    quality.push(loaded.quality);
    if (loaded.dataset !== undefined) datasets.push(loaded.dataset);
  }
  return { instruments, series, quality, datasets };
}

type DecodedInstrument = NonNullable<DecodedData['instruments']>[number];

interface ReadInstrument {
  readonly series: CandleSeries;
  readonly quality: DataQuality;
  readonly dataset?: CatalogReference;
}

function readFile(
  file: string,
  { symbol, interval }: DecodedInstrument,
  { dataRoot }: DataPlaces,
  signal?: AbortSignal,
): Promise<ReadInstrument> {
  return loadCandles(resolve(dataRoot, file), {
    symbol,
    ...(interval === undefined ? {} : { intervalMs: interval }),
    onProgress: () => signal?.throwIfAborted(),
  });
}

async function readCatalog(
  { symbol, interval, version, id }: DecodedInstrument,
  { catalog }: DataPlaces,
): Promise<ReadInstrument> {
  // Candles that are named by identity may be kept under another name.
  const { entry, series } = await openCatalog(catalog).open({
    ...(id === undefined ? { symbol } : { id }),
    ...(interval === undefined ? {} : { interval: formatInterval(interval) }),
    ...(version === undefined ? {} : { version }),
  });
  return {
    series: { ...series, symbol },
    quality: { ...entry.quality, symbol },
    dataset: { symbol, interval: entry.interval, id: entry.id },
  };
}

/** What of an instrument says where its candles are; the same in a config as written and as decoded. */
interface CandlePlace {
  symbol: string;
  file?: string | undefined;
  version?: number | undefined;
  id?: string | undefined;
}

/** Instruments with what came from the catalog named by identity: newer versions do not matter to them. */
export function pinDatasets<T extends CandlePlace>(
  instruments: readonly T[] | undefined,
  datasets: readonly CatalogReference[],
): T[] | undefined {
  return instruments?.map((one) => {
    const dataset = datasets.find(({ symbol }) => one.file === undefined && symbol === one.symbol);
    if (dataset === undefined) return one;
    const { version: _version, ...rest } = one;
    // Only the version, which may be missing, was left out.
    return { ...rest, id: dataset.id } as T;
  });
}

function makeMarket(spec: NonNullable<DecodedData['synthetic']>): LoadedData {
  const { series } = createSyntheticMarket(spec);
  return {
    instruments: series.map((one) => plainInstrument(one.symbol)),
    series,
    quality: series.map(syntheticQuality),
    datasets: [],
  };
}

/** Quality of made candles: nothing was read, so nothing is to be warned of. */
function syntheticQuality(series: CandleSeries): DataQuality {
  return { ...measureQuality(series, { file: 'synthetic', sha256: series.id }), warnings: [] };
}

/** All open times of a market, ascending: the grid that a run walks. */
export function gridOf(series: readonly CandleSeries[]): Float64Array {
  const [first, ...others] = series;
  if (first === undefined) return new Float64Array(0);
  const same = others.every((one) => one.length === first.length && one.time.every((t, i) => t === first.time[i]));
  if (same) return first.time;
  const all = new Set<number>();
  for (const one of series) for (const t of one.time) all.add(t);
  return Float64Array.from(all).sort();
}
