import { type CandleSeries, type DataQuality, DatasetError } from '../engine/model/index.ts';
import { createCandleSeries } from './candle-columns.ts';
import { createCandleIntake } from './candle-intake.ts';
import { measureQuality } from './checks/candle-quality.ts';
import { detectInterval } from './checks/interval-detection.ts';
import type { FileFormat } from './importers/importer.ts';
import { findImporter } from './importers/registry.ts';
import { openSourceFile } from './importers/source-file.ts';
import { formatInterval } from './interval.ts';
import type { Repair, RepairedRow } from './repairs.ts';

export interface LoadOptions {
  /** Name of the instrument; by default the file's name up to its first `_` or `.`. */
  readonly symbol?: string;
  /** Length of one candle, ms; detected when absent. */
  readonly intervalMs?: number;
  /** Format of the file; recognised when absent. */
  readonly format?: FileFormat;
  /** What may be done to rows that cannot be kept as they are; nothing when absent. */
  readonly repair?: readonly Repair[];
  /** Number of candles the file must have. */
  readonly expectedRows?: number;
  /** Told now and then how far the file is read; what it throws ends the reading. */
  readonly onProgress?: (done: LoadProgress) => void;
}

/** How far a file is read. */
export interface LoadProgress {
  readonly rows: number;
  /** Of the file on the disk. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface LoadedCandles {
  /** All columns over one SharedArrayBuffer. */
  readonly series: CandleSeries;
  readonly quality: DataQuality;
  readonly format: FileFormat;
  /** Rows that repairs touched, in the order of the file. */
  readonly repairs: readonly RepairedRow[];
}

/**
 * Reads a file of candles, gzipped or not, checks every row and measures its quality. Nothing is filled or sorted.
 * @param path of the file
 * @param options symbol and interval, where the file does not tell them
 * @returns the series and what was found
 * @throws DatasetError naming file and line: see readCsv; `interval-unknown` with one candle and no interval;
 *   `interval-too-long` when the candles are closer together than the interval asked for
 * @example
 * const { series, quality } = await loadCandles('data/BTCUSDT_1h.csv.gz'); // series.symbol is 'BTCUSDT'
 */
export async function loadCandles(path: string, options: LoadOptions = {}): Promise<LoadedCandles> {
  const file = await openSourceFile(path);
  const { name } = file;
  const importer = findImporter(file, options.format);
  const intake = createCandleIntake(name);
  const facts = await importer.read(file, intake, options);
  if (intake.length() === 0) {
    throw new DatasetError('no-candles', `${name}: expected candles after the header, was none.`, { file: name });
  }
  if (options.expectedRows !== undefined && intake.length() !== options.expectedRows) {
    const text = `${name}: expected ${options.expectedRows} candles, was ${intake.length()}.`;
    throw new DatasetError('row-count', text, { file: name });
  }
  const columns = intake.finish();
  const detected = detectInterval(columns.time);
  const intervalMs = options.intervalMs ?? facts.intervalMs ?? detected;
  if (intervalMs === null) {
    const text = `${name}: expected two candles or more to detect the interval, was one; state the interval.`;
    throw new DatasetError('interval-unknown', text, { path });
  }
  if (!Number.isInteger(intervalMs) || intervalMs < 1) {
    const text = `${name}: expected the interval to be a whole number of ms >= 1, was ${intervalMs}.`;
    throw new DatasetError('interval-invalid', text, { path, intervalMs });
  }
  if (detected !== null && detected < intervalMs) {
    const text = `${name}: expected candles ${formatInterval(intervalMs)} apart, was ${formatInterval(detected)}.`;
    throw new DatasetError('interval-too-long', text, { path, intervalMs, detected });
  }
  const series = createCandleSeries(options.symbol ?? facts.symbol ?? symbolOf(name), intervalMs, columns);
  const quality = measureQuality(series, { file: name, sha256: file.sha256(), warnings: facts.warnings });
  options.onProgress?.({ rows: series.length, bytes: file.size, totalBytes: file.size });
  return { series, quality, format: importer.format, repairs: [] };
}

/** The part of a file's name that names the instrument: `BTCUSDT_1h_binance.csv.gz` is BTCUSDT. */
function symbolOf(name: string): string {
  const symbol = name.split(/[_.]/, 1)[0];
  return symbol === undefined || symbol === '' ? name : symbol;
}
