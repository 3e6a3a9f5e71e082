import { existsSync, utimesSync } from 'node:fs';
import type { CandleSeries } from '../../engine/model/index.ts';
import { identifyCandles } from '../candle-columns.ts';
import { encodeCandles, readStoredCandles, type StoredCandles } from './candle-object.ts';
import { type CatalogLayout, objectPath } from './catalog-layout.ts';
import { discardFile, publishFile, replaceFile, type StagedFile, stageFile } from './durable-file.ts';

/** Candles in their place, and the way back to them while nobody names them yet. */
export interface PlacedObject {
  /** Of the bytes around the columns. */
  readonly frameSha256: string;
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
  const staged = await stageCandles(layout, series, signal);
  try {
    if (publishFile(staged, path)) return placed(staged, path, 'written');
    const there = await readIntact(path, series.id);
    if (there !== null) {
      // Young again: nobody is to think of it as left over.
      const now = Date.now() / 1000;
      utimesSync(path, now, now);
      return { ...placed(staged, path, 'kept'), frameSha256: there.frameSha256, bytes: there.bytes };
    }
    // Renaming uses the staged file up, so a second one stays for `ensure`.
    const copy = await stageCandles(layout, series, signal);
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
    frameSha256: staged.sha256,
    bytes: staged.bytes,
    placed: how,
    ensure: () => {
      if (!existsSync(path)) publishFile(staged, path);
    },
    release: () => discardFile(staged),
  };
}

/** Writes the file of candles; its SHA-256 is that of its frame, as the identity is already the columns' own. */
async function stageCandles(layout: CatalogLayout, series: CandleSeries, signal?: AbortSignal): Promise<StagedFile> {
  const { pieces, isFrame } = await encodeCandles(series);
  return stageFile(layout.staging, pieces, signal, isFrame);
}

/** Reads a stored file that still holds the candles of its identity, which is computed again; null where it does not. */
export async function readIntact(path: string, id: string): Promise<StoredCandles | null> {
  try {
    const stored = await readStoredCandles(path, id);
    return identifyCandles(stored.intervalMs, stored.columns) === id ? stored : null;
  } catch {
    // Unreadable or gone: whatever the reason, it is not intact.
    return null;
  }
}
