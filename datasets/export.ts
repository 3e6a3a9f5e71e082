import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type CandleSeries, DatasetError } from '../engine/model/index.ts';

const HEADER = 'timestamp,open,high,low,close,volume\n';

/**
 * Writes candles as CSV: epoch ms and the shortest decimals that read back to the same bits.
 * @param series any
 * @returns text with a header and one line for each candle
 */
export function formatCandlesCsv(series: CandleSeries): string {
  const { time, open, high, low, close, volume, length } = series;
  const lines: string[] = [];
  for (let i = 0; i < length; i++) {
    lines.push(`${time[i]},${open[i]},${high[i]},${low[i]},${close[i]},${volume[i]}\n`);
  }
  return HEADER + lines.join('');
}

/**
 * Writes candles to a CSV file, gzipped when its name ends with `.gz`. The file appears whole or not at all.
 * @param path of the file; one that exists is replaced
 * @throws DatasetError `not-writable`
 */
export function writeCandlesCsv(path: string, series: CandleSeries): void {
  const text = Buffer.from(formatCandlesCsv(series));
  const bytes = path.endsWith('.gz') ? gzipSync(text) : text;
  const temporary = join(dirname(path), `.${process.pid}-${series.id.slice(0, 12)}.tmp`);
  try {
    writeDurably(temporary, bytes);
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new DatasetError('not-writable', `Expected to write ${path}, was refused (${code}).`, { path, code }, cause);
  }
}

function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w');
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
