import { createHash } from 'node:crypto';
import { type CandleSeries, type DataQuality, DatasetError } from '../engine/model/index.ts';
import { createCandleSeries } from './candle-columns.ts';
import { measureQuality } from './checks/candle-quality.ts';
import { detectInterval } from './checks/interval-detection.ts';
import { readCsv } from './formats/csv.ts';
import { readFileBytes } from './formats/file-bytes.ts';
import { formatInterval } from './interval.ts';

export interface LoadOptions {
  /** Name of the instrument; by default the file's name up to its first `_` or `.`. */
  readonly symbol?: string;
  /** Length of one candle, ms; detected when absent. */
  readonly intervalMs?: number;
}

export interface LoadedCandles {
  /** All columns over one SharedArrayBuffer. */
  readonly series: CandleSeries;
  readonly quality: DataQuality;
}

/**
 * Reads a file of candles (CSV or gzipped CSV), checks every row and measures its quality. Nothing is filled or sorted.
 * @param path of the file
 * @param options symbol and interval, where the file does not tell them
 * @returns the series and what was found
 * @throws DatasetError naming file and line: see readCsv; `interval-unknown` with one candle and no interval;
 *   `interval-too-long` when the candles are closer together than the interval asked for
 * @example
 * const { series, quality } = loadCandles('data/BTCUSDT_1h.csv.gz'); // series.symbol is 'BTCUSDT'
 */
export function loadCandles(path: string, options: LoadOptions = {}): LoadedCandles {
  const { name, stored, content } = readFileBytes(path);
  const { columns, warnings } = readCsv(content, name);
  const detected = detectInterval(columns.time);
  const intervalMs = options.intervalMs ?? detected;
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
  const series = createCandleSeries(options.symbol ?? symbolOf(name), intervalMs, columns);
  const sha256 = createHash('sha256').update(stored).digest('hex');
  return { series, quality: measureQuality(series, { file: name, sha256, warnings }) };
}

/** The part of a file's name that names the instrument: `BTCUSDT_1h_binance.csv.gz` is BTCUSDT. */
function symbolOf(name: string): string {
  const symbol = name.split(/[_.]/, 1)[0];
  return symbol === undefined || symbol === '' ? name : symbol;
}
