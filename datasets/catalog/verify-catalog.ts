import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatasetError } from '../../engine/model/index.ts';
import { identifyCandles } from '../candle-columns.ts';
import { isoTime } from '../candle-intake.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { readRecord, recordPaths, repairLogPath } from './catalog-index.ts';
import { type CatalogLayout, datasetFolder, objectPath } from './catalog-layout.ts';
import { isEntry } from './index-record.ts';
import { nameEntry, readEntry } from './load-entry.ts';

/** What is wrong with a catalog. */
export interface CatalogProblem {
  /** Entry or file that it is about. */
  readonly what: string;
  readonly code: string;
  /** One sentence. */
  readonly text: string;
}

/** Outcome of a verification. */
export interface CatalogVerdict {
  readonly entries: number;
  /** Files of candles that were read and hashed. */
  readonly objects: number;
  readonly bytes: number;
  readonly problems: readonly CatalogProblem[];
}

/**
 * Reads all of a catalog again: every entry, and of its candles the file's hash, the identity, rows, first and last time.
 * @param wanted entries to look at; all when absent
 * @throws DatasetError `catalog-unreadable` where the file system refuses
 */
export async function verifyCatalog(
  layout: CatalogLayout,
  wanted: (entry: CatalogEntry) => boolean = () => true,
): Promise<CatalogVerdict> {
  const problems: CatalogProblem[] = [];
  /** Findings by identity: candles of several entries are read once. */
  const objects = new Map<string, CatalogProblem | null>();
  let entries = 0;
  let bytes = 0;
  for (const path of recordPaths(layout)) {
    const record = await attempt(path, async () => readRecord(path));
    if (record.problem !== null) problems.push(record.problem);
    const entry = record.value;
    if (entry === null || !isEntry(entry) || !wanted(entry)) continue;
    entries++;
    const what = nameEntry(entry);
    // Symbols that differ in upper and lower case share a folder where the file system does not tell them apart.
    if (dirname(path).toLowerCase() !== datasetFolder(layout, entry.symbol, entry.interval).toLowerCase()) {
      problems.push({ what, code: 'entry-misplaced', text: `${path}: expected an entry of its folder, was ${what}.` });
    }
    const log = repairLogPath(layout, entry);
    if (log !== null && !existsSync(log)) {
      problems.push({
        what,
        code: 'log-missing',
        text: `${what}: expected the list of repaired rows ${log}, was none.`,
      });
    }
    let found = objects.get(entry.id);
    if (found === undefined) {
      found = (await attempt(what, () => verifyObject(layout, entry))).problem;
      objects.set(entry.id, found);
      bytes += entry.storedBytes;
    }
    if (found !== null) problems.push({ ...found, what });
  }
  return { entries, objects: objects.size, bytes, problems };
}

async function verifyObject(layout: CatalogLayout, entry: CatalogEntry): Promise<void> {
  const path = objectPath(layout, entry.id);
  const { columns, intervalMs, frameSha256 } = await readEntry(layout, entry);
  const id = identifyCandles(intervalMs, columns);
  const { time } = columns;
  const expected = [
    ['identity', entry.id, id],
    ['SHA-256 around the columns', entry.frameSha256, frameSha256],
    ['first time', entry.first, isoTime(time[0] as number)],
    ['last time', entry.last, isoTime(time[time.length - 1] as number)],
  ] as const;
  for (const [name, should, is] of expected) {
    if (should === is) continue;
    const text = `${nameEntry(entry)}: expected ${path} to have ${name} ${should}, was ${is}; import the candles again.`;
    throw new DatasetError('object-damaged', text, { path });
  }
}

/** Turns an error about data into a finding; other errors stay errors. */
async function attempt<T>(
  what: string,
  action: () => Promise<T>,
): Promise<{ readonly value: T | null; readonly problem: CatalogProblem | null }> {
  try {
    return { value: await action(), problem: null };
  } catch (error) {
    if (!(error instanceof DatasetError) || error.code === 'catalog-unreadable') throw error;
    return { value: null, problem: { what, code: error.code, text: error.message } };
  }
}
