import { resolve } from 'node:path';
import { createSyntheticMarket, findCalendar, intersect, loadCandles, resample } from '#datasets';
import { type CandleSeries, type DataQuality, type Instrument, plainInstrument } from '#engine';
import type { DecodedData } from './config/backtest-schema.ts';

/** The candles of a run, one series per instrument, and what reading them found. */
export interface LoadedData {
  readonly instruments: readonly Instrument[];
  readonly series: readonly CandleSeries[];
  readonly quality: readonly DataQuality[];
}

/**
 * Reads or makes the candles that a config asks for, joins and resamples them.
 * @param data the `data` part of a decoded config
 * @param dataRoot folder that relative file names start from
 * @throws DatasetError with file and line
 */
export async function loadData(data: DecodedData, dataRoot: string): Promise<LoadedData> {
  const read = data.synthetic === undefined ? await readFiles(data, dataRoot) : makeMarket(data.synthetic);
  let series = read.series;
  if (data.align === 'intersection') series = intersect(series);
  const interval = data.resample;
  const sessions = data.calendar === undefined ? {} : { calendar: findCalendar(data.calendar) };
  if (interval !== null) series = series.map((one) => resample(one, interval, sessions));
  return { ...read, series };
}

async function readFiles(data: DecodedData, dataRoot: string): Promise<LoadedData> {
  const instruments: Instrument[] = [];
  const series: CandleSeries[] = [];
  const quality: DataQuality[] = [];
  for (const { symbol, file, interval, ...rules } of data.instruments ?? []) {
    const loaded = await loadCandles(
      resolve(dataRoot, file),
      interval === undefined ? { symbol } : { symbol, intervalMs: interval },
    );
    instruments.push({ symbol, ...rules });
    series.push(loaded.series);
    quality.push(loaded.quality);
  }
  return { instruments, series, quality };
}

function makeMarket(spec: NonNullable<DecodedData['synthetic']>): LoadedData {
  const { series } = createSyntheticMarket(spec);
  return {
    instruments: series.map((one) => plainInstrument(one.symbol)),
    series,
    quality: series.map(syntheticQuality),
  };
}

/** Quality of made candles: nothing was read, so only what is missing is worth telling. */
function syntheticQuality(series: CandleSeries): DataQuality {
  const { time, volume, intervalMs, length } = series;
  let gaps = 0;
  let missing = 0;
  let longestGap = 0;
  let zeroVolume = 0;
  for (let i = 0; i < length; i += 1) {
    if (volume[i] === 0) zeroVolume += 1;
    const absent = i === 0 ? 0 : (time[i] - time[i - 1]) / intervalMs - 1;
    if (absent > 0) gaps += 1;
    missing += absent;
    longestGap = Math.max(longestGap, absent);
  }
  return {
    symbol: series.symbol,
    file: 'synthetic',
    sha256: series.id,
    rows: length,
    first: time[0] ?? 0,
    last: time[length - 1] ?? 0,
    intervalMs,
    gaps,
    missing,
    longestGap,
    outside: 0,
    zeroVolume,
    warnings: [],
  };
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

/** Index of the first value that is not below `value`; the length where all are. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
