import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSyntheticMarket,
  createSyntheticSignals,
  type DatasetDescription,
  formatSignalsCsv,
  inspectCandles,
  type SyntheticSignalSpec,
  syntheticSchema,
  writeCandlesCsv,
} from '#datasets';
import { decode } from './config/decode.ts';
import { checkWritable, writeAtomically } from './run-folder/write-atomically.ts';

/** Describes candle files: identity, span, gaps, quality, first and last rows. */
export async function inspect(paths: readonly string[]): Promise<DatasetDescription[]> {
  const described: DatasetDescription[] = [];
  for (const path of paths) described.push(await inspectCandles(path));
  return described;
}

/**
 * Writes a synthetic market as CSV files, one for each instrument.
 * @param spec settings of the market; defaults where absent
 * @param signals what signals.csv holds, a file of recorded signals beside the candles; none when absent
 * @returns paths of the files
 * @throws ConfigError invalid-config, unwritable
 */
export function synthesize(spec: unknown, folder: string, signals?: SyntheticSignalSpec): string[] {
  const market = createSyntheticMarket(decode(syntheticSchema, spec, 'synthetic'));
  const recorded = signals === undefined ? null : createSyntheticSignals(market.series, signals).signals;
  checkWritable(folder);
  mkdirSync(folder, { recursive: true });
  const paths = market.series.map((series) => {
    const path = join(folder, `${series.symbol.replaceAll(/[^\w.-]/g, '-')}.csv`);
    writeCandlesCsv(path, series);
    return path;
  });
  if (recorded === null) return paths;
  const path = join(folder, 'signals.csv');
  writeAtomically(path, formatSignalsCsv(recorded));
  return [...paths, path];
}
