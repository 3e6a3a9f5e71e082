import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { CandleSeries } from '../engine/model/index.ts';
import { COLUMN_NAMES } from './candle-columns.ts';
import { encodeCandles, wholeTimes } from './catalog/candle-object.ts';
import { replaceFile, stageFile } from './catalog/durable-file.ts';

/** Formats that candles are written in. */
export const EXPORT_FORMATS = ['csv', 'csv.gz', 'feather', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const ENDINGS: readonly (readonly [ending: string, format: ExportFormat])[] = [
  ['.csv', 'csv'],
  ['.csv.gz', 'csv.gz'],
  ['.feather', 'feather'],
  ['.arrow', 'feather'],
  ['.parquet', 'parquet'],
];
const LINES_AT_ONCE = 4096;

/** The format that a file's name asks for; null where its ending is none of ours. */
export function exportFormatOf(path: string): ExportFormat | null {
  return ENDINGS.find(([ending]) => path.toLowerCase().endsWith(ending))?.[1] ?? null;
}

/**
 * Writes candles to a file, with every bit of every number. The file appears whole or not at all.
 * @param path of the file; one that exists is replaced
 * @param signal ends the writing and leaves the file as it was
 * @throws DatasetError `not-writable`, `time-fraction`
 */
export async function exportCandles(
  path: string,
  series: CandleSeries,
  format: ExportFormat,
  signal?: AbortSignal,
): Promise<void> {
  replaceFile(await stageFile(dirname(path), await encode(series, format), signal), path);
}

async function encode(
  series: CandleSeries,
  format: ExportFormat,
): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  switch (format) {
    case 'csv':
      return csvOf(series);
    case 'csv.gz':
      return Readable.from(csvOf(series)).pipe(createGzip());
    case 'feather':
      return (await encodeCandles(series)).pieces;
    case 'parquet':
      return [await parquetOf(series)];
  }
}

function* csvOf({ time, open, high, low, close, volume, length }: CandleSeries): Generator<Uint8Array> {
  yield Buffer.from('timestamp,open,high,low,close,volume\n');
  for (let from = 0; from < length; from += LINES_AT_ONCE) {
    const to = Math.min(length, from + LINES_AT_ONCE);
    let text = '';
    for (let i = from; i < to; i++) text += `${time[i]},${open[i]},${high[i]},${low[i]},${close[i]},${volume[i]}\n`;
    yield Buffer.from(text);
  }
}

async function parquetOf(series: CandleSeries): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columnData = COLUMN_NAMES.map((name) => ({
    name,
    data: name === 'time' ? wholeTimes(series) : series[name],
  }));
  const schema = [
    { name: 'root', num_children: COLUMN_NAMES.length },
    ...COLUMN_NAMES.map((name) =>
      name === 'time'
        ? ({ name, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'REQUIRED' } as const)
        : ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' } as const),
    ),
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, schema }));
}
