import {
  type AdjustMode,
  adjustSeries,
  type CandleProvenance,
  type CatalogEntry,
  measureQuality,
  readCorporateEvents,
} from '#datasets';
import type { CandleSeries } from '#engine';
import { sourceOfEntry } from './dataset-name.ts';

/** How imported candles are adjusted. */
export interface ImportAdjustment {
  /** Path of a LEAN factor file or an events CSV. */
  readonly events: string;
  readonly mode: AdjustMode;
  /** Zone at whose midnight an ex-day begins; UTC when absent. */
  readonly zone?: string;
}

/** Adjusted candles, ready to be kept beside those they were made from. */
export interface AdjustedDataset {
  readonly series: CandleSeries;
  readonly about: CandleProvenance;
}

/**
 * Adjusts candles that the catalog has, under a symbol that says how: `AAPL@split`, `AAPL@total`.
 * @param from candles as traded, and their entry
 * @throws DatasetError as readCorporateEvents and adjustSeries do
 */
export async function adjustDataset(
  from: CandleSeries,
  entry: CatalogEntry,
  { events: path, mode, zone }: ImportAdjustment,
): Promise<AdjustedDataset> {
  const { events, source } = await readCorporateEvents(path);
  const adjusted = adjustSeries(from, events, { mode, ...(zone === undefined ? {} : { zone }) });
  const series = { ...adjusted, symbol: `${from.symbol}@${mode}` };
  const raw = sourceOfEntry(entry);
  const file = `${raw.file} adjusted by ${source.file}`;
  const quality = measureQuality(series, { file, sha256: series.id });
  return { series, about: { origin: 'adjusted', quality, sources: [raw, source] } };
}
