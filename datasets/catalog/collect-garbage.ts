import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readIndex, repairLogPath, repairLogPaths } from './catalog-index.ts';
import { type CatalogLayout, objectPath } from './catalog-layout.ts';
import { codeOf } from './durable-file.ts';
import { isEntry } from './index-record.ts';

/** Age from which a temporary file may be left over, ms. */
const LEFT_OVER_AFTER = 3_600_000;
const OBJECT_NAME = /^([0-9a-f]{64})\.arrow$/;
const CONDEMNED_NAME = /^([0-9a-f]{64})\.condemned$/;

/** What a clean-up removed. */
export interface CollectedGarbage {
  readonly objects: number;
  readonly temporaries: number;
  readonly repairLogs: number;
  readonly bytes: number;
}

/**
 * Removes candles that no entry names, and what writers that were killed left behind. Imports may run meanwhile.
 * @param now epoch ms
 * @throws DatasetError `entry-damaged`: with an unreadable entry nobody knows what it names
 */
export function collectGarbage(layout: CatalogLayout, now: number): CollectedGarbage {
  if (existsSync(layout.objects)) mkdirSync(layout.staging, { recursive: true });
  const named = namedObjects(layout);
  // Taken away first and judged afterwards: an import that names one in between either is seen by the second look at
  // the index, or misses the file when it looks after its own entry, and puts it back.
  for (const name of filesIn(layout.objects)) {
    const id = OBJECT_NAME.exec(name)?.[1];
    if (id === undefined || named.has(id)) continue;
    renameSync(join(layout.objects, name), join(layout.staging, `${id}.condemned`));
  }
  const namedNow = namedObjects(layout);
  let objects = 0;
  let bytes = 0;
  for (const name of filesIn(layout.staging)) {
    const id = CONDEMNED_NAME.exec(name)?.[1];
    if (id === undefined) continue;
    const path = join(layout.staging, name);
    if (namedNow.has(id) && !existsSync(objectPath(layout, id))) {
      renameSync(path, objectPath(layout, id));
      continue;
    }
    bytes += statSync(path).size;
    rmSync(path);
    objects++;
  }
  const temporaries = filesIn(layout.staging)
    .filter((name) => name.endsWith('.tmp'))
    .map((name) => join(layout.staging, name))
    .filter((path) => isLeftOver(path, now));
  const logs = unnamedLogs(layout, now);
  for (const path of [...temporaries, ...logs]) {
    bytes += statSync(path).size;
    rmSync(path);
  }
  return { objects, temporaries: temporaries.length, repairLogs: logs.length, bytes };
}

function namedObjects(layout: CatalogLayout): Set<string> {
  return new Set(
    readIndex(layout)
      .filter(isEntry)
      .map(({ id }) => id),
  );
}

/** Lists of repaired rows are published before their entry is, so young ones may yet be named. */
function unnamedLogs(layout: CatalogLayout, now: number): string[] {
  const old = repairLogPaths(layout).filter((path) => now - statSync(path).mtimeMs > LEFT_OVER_AFTER);
  const named = new Set(
    readIndex(layout)
      .filter(isEntry)
      .map((entry) => repairLogPath(layout, entry)),
  );
  return old.filter((path) => !named.has(path));
}

/** Old, and its writer is no longer there. A process of the same number on another machine only keeps it longer. */
function isLeftOver(path: string, now: number): boolean {
  const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
  if (now - changed <= LEFT_OVER_AFTER) return false;
  const writer = Number(/(\d+)-[0-9a-f-]+\.tmp$/.exec(path)?.[1]);
  return !isRunning(writer);
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to be asked means that it is there.
    return codeOf(error) === 'EPERM';
  }
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
