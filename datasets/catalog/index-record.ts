/** The small JSON files of a catalog's index. */
import { z } from 'zod';
import { DatasetError } from '../../engine/model/index.ts';
import { FILE_FORMATS } from '../importers/importer.ts';
import type { CatalogEntry } from './catalog-entry.ts';

const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const qualitySchema = z.strictObject({
  symbol: z.string(),
  file: z.string(),
  sha256: z.string(),
  rows: count,
  first: z.number(),
  last: z.number(),
  intervalMs: z.number().positive(),
  gaps: count,
  missing: count,
  longestGap: count,
  outside: count,
  zeroVolume: count,
  warnings: z.array(z.string()),
});

const entrySchema = z.strictObject({
  symbol: z.string().min(1),
  interval: z.string().min(1),
  intervalMs: z.number().positive(),
  version: z.int().min(1),
  id: sha256,
  rows: z.int().min(1),
  first: z.string(),
  last: z.string(),
  origin: z.enum([...FILE_FORMATS, 'synthetic', 'download', 'resampled', 'adjusted']),
  sources: z.array(z.strictObject({ file: z.string(), sha256: z.string() })),
  quality: qualitySchema,
  repairs: z.record(z.string(), count),
  repairLog: z.string().nullable(),
  frameSha256: sha256,
  storedBytes: z.int().min(1),
  addedAt: z.string(),
}) satisfies z.ZodType<CatalogEntry>;

/** What stays of an entry that was removed: its version is never given to other candles. */
const removalSchema = z.strictObject({
  symbol: z.string().min(1),
  interval: z.string().min(1),
  version: z.int().min(1),
  id: sha256,
  removedAt: z.string(),
});

export type Removal = z.output<typeof removalSchema>;
export type IndexRecord = CatalogEntry | Removal;

/** Whether a record is of candles that are there. */
export function isEntry(record: IndexRecord): record is CatalogEntry {
  return !('removedAt' in record);
}

/** Writes a record as the text of its file. */
export function formatRecord(record: IndexRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/**
 * Reads the text of a record's file.
 * @param path begins the message of an error
 * @throws DatasetError `entry-damaged`
 */
export function parseRecord(text: string, path: string): IndexRecord {
  const refuse = (was: string, cause: unknown): never => {
    const message = `${path}: expected an entry of a catalog, was ${was}; remove the file and import the candles again.`;
    throw new DatasetError('entry-damaged', message, { path }, cause);
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return refuse('no JSON', cause);
  }
  const removed = typeof value === 'object' && value !== null && 'removedAt' in value;
  const result = (removed ? removalSchema : entrySchema).safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return refuse(`one with a wrong ${issue?.path.join('.') || 'content'}`, result.error);
}
