import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSyntheticMarket,
  type DatasetDescription,
  inspectCandles,
  type LoadedCandles,
  loadCandles,
  syntheticSchema,
  writeCandlesCsv,
} from '#datasets';
import { decode } from './config/decode.ts';
import { checkWritable } from './run-folder/write-atomically.ts';

/** Describes candle files: identity, span, gaps, quality, first and last rows. */
export async function inspect(paths: readonly string[]): Promise<DatasetDescription[]> {
  const described: DatasetDescription[] = [];
  for (const path of paths) described.push(await inspectCandles(path));
  return described;
}

/**
 * Reads a candle file.
 * @throws DatasetError with file and line
 */
export function readCandles(path: string): Promise<LoadedCandles> {
  return loadCandles(path);
}

/**
 * Writes a synthetic market as CSV files, one for each instrument.
 * @param spec settings of the market; defaults where absent
 * @returns paths of the files
 * @throws ConfigError invalid-config, unwritable
 */
export function synthesize(spec: unknown, folder: string): string[] {
  const market = createSyntheticMarket(decode(syntheticSchema, spec, 'synthetic'));
  checkWritable(folder);
  mkdirSync(folder, { recursive: true });
  return market.series.map((series) => {
    const path = join(folder, `${series.symbol.replaceAll(/[^\w.-]/g, '-')}.csv`);
    writeCandlesCsv(path, series);
    return path;
  });
}
