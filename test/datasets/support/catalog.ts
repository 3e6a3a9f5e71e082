import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { CandleProvenance } from '../../../datasets/catalog/add-candles.ts';
import { measureQuality } from '../../../datasets/checks/candle-quality.ts';
import { createSyntheticMarket } from '../../../datasets/synthetic/synthetic-market.ts';
import { syntheticSchema } from '../../../datasets/synthetic/synthetic-schema.ts';
import type { CandleSeries } from '../../../engine/model/index.ts';

/** A folder for the tests of one file, removed after them; each call gives the path of another catalog in it. */
export function catalogFolders(): () => string {
  const folder = mkdtempSync(join(tmpdir(), 'candlebench-catalog-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return () => join(folder, `catalog-${count++}`);
}

/** Candles that differ by seed. */
export function candlesOfSeed(seed: number, symbol = 'BTC/USDT', candles = 50): CandleSeries {
  const [series] = createSyntheticMarket(syntheticSchema.parse({ seed, symbols: [symbol], candles })).series;
  if (series === undefined) throw new Error('Expected a series, was none.');
  return series;
}

/** What a catalog is told about made candles. */
export function aboutOf(series: CandleSeries): CandleProvenance {
  return { origin: 'synthetic', quality: measureQuality(series, { file: 'synthetic', sha256: series.id }) };
}
