import { existsSync, utimesSync } from 'node:fs';
import type { CandleSeries } from '../../engine/model/index.ts';
import { identifyCandles } from '../candle-columns.ts';
import { encodeCandles, readStoredCandles } from './candle-object.ts';
import { type CatalogLayout, objectPath } from './catalog-layout.ts';
import { discardFile, publishFile, replaceFile, type StagedFile, stageFile } from './durable-file.ts';
import { hashFile } from './hash-file.ts';

/** Candles in their place, and the way back to them while nobody names them yet. */
export interface PlacedObject {
  readonly sha256: string;
  readonly bytes: number;
  /** `kept`: they were there; `restored`: a damaged file was there. */
  readonly placed: 'written' | 'kept' | 'restored';
  /** Puts them back, where a clean-up took them away before an entry named them. */
  ensure(): void;
  /** Lets go of the staged copy. */
  release(): void;
}

/**
 * Puts candles into the catalog's store, under their identity. What is there already is kept when it is right, and replaced
 * when it is damaged.
 * @param signal ends the writing
 * @throws DatasetError `not-writable`, `time-fraction`
 */
export async function placeObject(
  layout: CatalogLayout,
  series: CandleSeries,
  signal?: AbortSignal,
): Promise<PlacedObject> {
  const path = objectPath(layout, series.id);
  const staged = await stageFile(layout.staging, await encodeCandles(series), signal);
  try {
    if (publishFile(staged, path)) return placed(staged, path, 'written');
    if (await isIntact(path, series.id)) {
      // Young again: nobody is to think of it as left over.
      const now = Date.now() / 1000;
      utimesSync(path, now, now);
      return placed({ ...staged, ...hashFile(path) }, path, 'kept');
    }
    // Renaming uses the staged file up, so a second one stays for `ensure`.
    const copy = await stageFile(layout.staging, await encodeCandles(series), signal);
    try {
      replaceFile(copy, path);
    } finally {
      discardFile(copy);
    }
    return placed(staged, path, 'restored');
  } catch (error) {
    discardFile(staged);
    throw error;
  }
}

function placed(staged: StagedFile, path: string, how: PlacedObject['placed']): PlacedObject {
  return {
    sha256: staged.sha256,
    bytes: staged.bytes,
    placed: how,
    ensure: () => {
      if (!existsSync(path)) publishFile(staged, path);
    },
    release: () => discardFile(staged),
  };
}

/** Whether a stored file still holds the candles of its identity: everything is computed again. */
async function isIntact(path: string, id: string): Promise<boolean> {
  try {
    const { columns, intervalMs } = await readStoredCandles(path, id);
    return identifyCandles(intervalMs, columns) === id;
  } catch {
    // Unreadable or gone: whatever the reason, it is not intact.
    return false;
  }
}
