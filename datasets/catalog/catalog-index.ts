import { type Dirent, existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatasetError } from '../../engine/model/index.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { type CatalogLayout, datasetFolder } from './catalog-layout.ts';
import { codeOf, discardFile, publishFile, replaceFile, type StagedFile, stageFile } from './durable-file.ts';
import { formatRecord, type IndexRecord, isEntry, parseRecord } from './index-record.ts';

const RECORD_NAME = /^([1-9]\d*)\.json$/;

/** What is known of an entry before its version is. */
export type NewEntry = Omit<CatalogEntry, 'version' | 'repairLog'>;

/** Reads every record of a catalog: by symbol, interval and version, ascending. A missing folder holds none. */
export function readIndex(layout: CatalogLayout): IndexRecord[] {
  const records: IndexRecord[] = [];
  for (const symbol of foldersIn(layout.index)) {
    for (const interval of foldersIn(join(layout.index, symbol))) {
      records.push(...readDataset(join(layout.index, symbol, interval)));
    }
  }
  return records.sort(
    (a, b) => compare(a.symbol, b.symbol) || compare(lengthOf(a), lengthOf(b)) || a.version - b.version,
  );
}

/** Shorter intervals first; a removed dataset has no length, and comes first. */
const lengthOf = (record: IndexRecord): number => (isEntry(record) ? record.intervalMs : 0);
const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Reads the records of one dataset, oldest version first.
 * @param folder as of datasetFolder; a missing one holds none
 * @throws DatasetError `entry-damaged`, naming the file
 */
export function readDataset(folder: string): IndexRecord[] {
  const records: IndexRecord[] = [];
  for (const { name } of list(folder)) {
    if (!RECORD_NAME.test(name)) continue;
    const path = join(folder, name);
    const text = readOrNull(path);
    // Somebody else removed the whole dataset between listing and reading.
    if (text !== null) records.push(checkPlace(parseRecord(text, path), path, name));
  }
  return records.sort((a, b) => a.version - b.version);
}

/** Paths of all record files, without reading them: what `verify` walks, where some may be damaged. */
export function recordPaths(layout: CatalogLayout): string[] {
  return foldersIn(layout.index).flatMap((symbol) =>
    foldersIn(join(layout.index, symbol)).flatMap((interval) => {
      const folder = join(layout.index, symbol, interval);
      return list(folder)
        .filter(({ name }) => RECORD_NAME.test(name))
        .map(({ name }) => join(folder, name));
    }),
  );
}

/**
 * Reads one record file.
 * @throws DatasetError `entry-damaged`; null where it is gone
 */
export function readRecord(path: string): IndexRecord | null {
  const text = readOrNull(path);
  return text === null ? null : checkPlace(parseRecord(text, path), path, basename(path));
}

function checkPlace(record: IndexRecord, path: string, name: string): IndexRecord {
  if (name === `${record.version}.json`) return record;
  const text = `${path}: expected an entry of version ${name.replace('.json', '')}, was version ${record.version}.`;
  throw new DatasetError('entry-damaged', text, { path });
}

/** Outcome of adding an entry: what is in the index now, and whether it was there before. */
export interface IndexedEntry {
  readonly entry: CatalogEntry;
  readonly isNew: boolean;
}

/**
 * Adds an entry under the next free version, unless the newest version is of the same candles. Safe against others who
 * add at the same time: a version is taken by making its file, which only one can do.
 * @param about the entry without its version
 * @param repairLog staged list of repaired rows, or null
 * @throws DatasetError `not-writable`, `entry-damaged`
 */
export async function appendEntry(
  layout: CatalogLayout,
  about: NewEntry,
  repairLog: StagedFile | null,
): Promise<IndexedEntry> {
  const folder = datasetFolder(layout, about.symbol, about.interval);
  // Named by content: whatever version the entry gets, it cannot be mistaken for the log of another one.
  const logName = repairLog === null ? null : `${repairLog.sha256.slice(0, 16)}.repairs.csv`;
  for (;;) {
    const records = readDataset(folder);
    const newest = records.filter(isEntry).at(-1);
    if (newest?.id === about.id) return { entry: newest, isNew: false };
    if (repairLog !== null && logName !== null && !publishFile(repairLog, join(folder, logName))) {
      // It is there from before: young again, so that nobody collects it meanwhile.
      const now = Date.now() / 1000;
      utimesSync(join(folder, logName), now, now);
    }
    const version = (records.at(-1)?.version ?? 0) + 1;
    const { symbol, interval, intervalMs, ...facts } = about;
    const entry: CatalogEntry = { symbol, interval, intervalMs, version, ...facts, repairLog: logName };
    const staged = await stageFile(layout.staging, [Buffer.from(formatRecord(entry))]);
    try {
      if (publishFile(staged, join(folder, `${version}.json`))) return { entry, isNew: true };
    } finally {
      discardFile(staged);
    }
  }
}

/**
 * Puts the record of a removal in the place of an entry.
 * @param removedAt ISO time
 */
export async function removeEntry(layout: CatalogLayout, entry: CatalogEntry, removedAt: string): Promise<void> {
  const { symbol, interval, version, id } = entry;
  const record = Buffer.from(formatRecord({ symbol, interval, version, id, removedAt }));
  const staged = await stageFile(layout.staging, [record]);
  try {
    replaceFile(staged, join(datasetFolder(layout, symbol, interval), `${version}.json`));
  } finally {
    discardFile(staged);
  }
}

/** Files beside the entries that list repaired rows. */
export function repairLogPaths(layout: CatalogLayout): string[] {
  return foldersIn(layout.index).flatMap((symbol) =>
    foldersIn(join(layout.index, symbol)).flatMap((interval) => {
      const folder = join(layout.index, symbol, interval);
      return list(folder)
        .filter(({ name }) => name.endsWith('.repairs.csv'))
        .map(({ name }) => join(folder, name));
    }),
  );
}

/** Path of the list of repaired rows of an entry; null where no row was. */
export function repairLogPath(layout: CatalogLayout, entry: CatalogEntry): string | null {
  return entry.repairLog === null ? null : join(datasetFolder(layout, entry.symbol, entry.interval), entry.repairLog);
}

function foldersIn(folder: string): string[] {
  return list(folder)
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function list(folder: string): Dirent[] {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    const text = `Expected to read the folder ${folder}, was refused (${codeOf(cause)}).`;
    throw new DatasetError('catalog-unreadable', text, { folder }, cause);
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    const text = `Expected to read ${path}, was refused (${codeOf(cause)}).`;
    throw new DatasetError('catalog-unreadable', text, { path }, cause);
  }
}
