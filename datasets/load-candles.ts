import { type CandleSeries, type DataQuality, DatasetError } from '../engine/model/index.ts';
import { createCandleSeries } from './candle-columns.ts';
import { createCandleIntake } from './candle-intake.ts';
import { measureQuality } from './checks/candle-quality.ts';
import { detectInterval } from './checks/interval-detection.ts';
import type { FileFormat } from './importers/importer.ts';
import { findImporter } from './importers/registry.ts';
import { openSourceFile } from './importers/source-file.ts';
import { formatInterval } from './interval.ts';
import type { Repair, RepairCounts, RepairedRows } from './repairs.ts';

/** How far a file is read. */
export interface LoadProgress {
  /** Rows found so far. */
  readonly rows: number;
  /** Bytes of the file on the disk that are read, and all of them. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface LoadOptions {
  /** Name of the instrument; by default what the file says, else its name up to its first `_` or `.`. */
  readonly symbol?: string;
  /** Length of one candle, ms; detected when absent. */
  readonly intervalMs?: number;
  /** Format of the file; recognised when absent. */
  readonly format?: FileFormat;
  /** What may be done to rows that are no candles; by default nothing, and the first such row is refused. */
  readonly repair?: readonly Repair[];
  /** Rows that the file must hold, those that a repair leaves out among them: tells a file cut at a line's end. */
  readonly expectedRows?: number;
  /** Told after each piece of the file. */
  readonly onProgress?: (done: LoadProgress) => void;
}

export interface LoadedCandles {
  /** All columns over one SharedArrayBuffer. */
  readonly series: CandleSeries;
  readonly quality: DataQuality;
  readonly format: FileFormat;
  /** Rows that repairs left out or moved, in the order of the file. */
  readonly repairs: RepairedRows;
  readonly repairCounts: RepairCounts;
}

/**
 * Reads a file of candles, gzipped or not, checks every row and measures its quality. Nothing is filled, and nothing
 * left out or sorted unless asked for; a file that has its newest candle first throughout is turned round.
 * @param path of the file
 * @param options symbol and interval, where the file does not tell them; repairs
 * @returns the series and what was found
 * @throws DatasetError naming file and line; `interval-unknown` with one candle and no interval;
 *   `interval-too-long` when the candles are closer together than the interval asked for; `row-count` when the file
 *   holds another number of rows than expected
 * @example
 * const { series, quality } = await loadCandles('data/BTCUSDT_1h.csv.gz'); // series.symbol is 'BTCUSDT'
 */
export async function loadCandles(path: string, options: LoadOptions = {}): Promise<LoadedCandles> {
  const { repair = [], onProgress } = options;
  let rows = (): number => 0;
  let totalBytes = 0;
  const file = await openSourceFile(path, (bytes) => onProgress?.({ rows: rows(), bytes, totalBytes }));
  totalBytes = file.size;
  const { name } = file;
  const importer = findImporter(file, options.format);
  const intake = createCandleIntake(name, { repair, place: importer.place });
  rows = intake.rows;
  const facts = await importer.read(file, intake, options);
  checkRowCount(name, intake.rows(), options.expectedRows);
  if (intake.length() === 0) {
    throw new DatasetError('no-candles', `${name}: expected candles after the header, was none.`, { file: name });
  }
  const columns = intake.finish();
  const { repairs, repairCounts, warnings } = intake.outcome();
  const intervalMs = intervalOf(name, detectInterval(columns.time), facts.intervalMs, options.intervalMs);
  const series = createCandleSeries(options.symbol ?? facts.symbol ?? symbolOf(name), intervalMs, columns);
  const found = { file: name, sha256: file.sha256(), warnings: [...facts.warnings, ...warnings] };
  return { series, quality: measureQuality(series, found), format: importer.format, repairs, repairCounts };
}

function checkRowCount(file: string, rows: number, expected: number | undefined): void {
  if (expected === undefined || rows === expected) return;
  throw new DatasetError('row-count', `${file}: expected ${expected} rows, was ${rows}.`, { file, rows, expected });
}

/** Length of a candle: as asked, else as the format says, else as the times tell. */
function intervalOf(file: string, detected: number | null, told: number | null, asked: number | undefined): number {
  const intervalMs = asked ?? told ?? detected;
  if (intervalMs === null) {
    const text = `${file}: expected two candles or more to detect the interval, was one; state the interval.`;
    throw new DatasetError('interval-unknown', text, { file });
  }
  if (!Number.isInteger(intervalMs) || intervalMs < 1) {
    const text = `${file}: expected the interval to be a whole number of ms >= 1, was ${intervalMs}.`;
    throw new DatasetError('interval-invalid', text, { file, intervalMs });
  }
  if (detected !== null && detected < intervalMs) {
    const text = `${file}: expected candles ${formatInterval(intervalMs)} apart, was ${formatInterval(detected)}.`;
    throw new DatasetError('interval-too-long', text, { file, intervalMs, detected });
  }
  return intervalMs;
}

/** The part of a file's name that names the instrument: `BTCUSDT_1h_binance.csv.gz` is BTCUSDT. */
function symbolOf(name: string): string {
  const symbol = name.split(/[_.]/, 1)[0];
  return symbol === undefined || symbol === '' ? name : symbol;
}
