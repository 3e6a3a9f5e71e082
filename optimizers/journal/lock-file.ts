import { readFileSync } from 'node:fs';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { ConfigError } from '../../engine/model/index.ts';

/** The right to write one journal. */
export interface LockFile {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  /** Start of the process in kernel ticks; tells a process from a later one with its number. Null where unknown. */
  readonly started: string | null;
}

let claims = 0;

/**
 * Takes `<path>.lock`, which names the process that holds it. The lock of a process that is gone is taken over.
 * @throws ConfigError `journal-locked` where a running process holds it
 */
export async function takeLock(path: string): Promise<LockFile> {
  const lock = `${path}.lock`;
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Holder);
  const draft = `${lock}.${process.pid}.${++claims}`;
  await writeFile(draft, mine);
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      try {
        // A link appears with its content, so that nobody ever reads an empty lock.
        await link(draft, lock);
        return { release: () => releaseLock(lock, mine) };
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      await removeStale(lock, path);
    }
  } finally {
    await unlink(draft);
  }
  throw new ConfigError('journal-locked', `Expected ${path} to be free, was claimed by others again and again.`, {
    path,
  });
}

async function removeStale(lock: string, path: string): Promise<void> {
  const text = await readIfThere(lock);
  if (text === null) return;
  const holder = parseHolder(text);
  if (holder !== null && isRunning(holder)) {
    throw new ConfigError(
      'journal-locked',
      `Expected ${path} to be free, was being written by process ${holder.pid}.`,
      {
        path,
        pid: holder.pid,
      },
    );
  }
  // Moved away before it is removed: of two that find it stale, one moves it and the other finds nothing.
  const aside = `${lock}.stale.${process.pid}.${++claims}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readFile(aside, 'utf8');
  if (moved === text) await unlink(aside);
  // Somebody took it over in between: theirs goes back.
  else await rename(aside, lock);
}

async function releaseLock(lock: string, mine: string): Promise<void> {
  if ((await readIfThere(lock)) === mine) await unlink(lock);
}

function parseHolder(text: string): Holder | null {
  try {
    const holder: unknown = JSON.parse(text);
    if (typeof holder !== 'object' || holder === null || !('pid' in holder) || typeof holder.pid !== 'number')
      return null;
    const started = 'started' in holder && typeof holder.started === 'string' ? holder.started : null;
    return { pid: holder.pid, started };
  } catch {
    // Not a lock that this program wrote whole: nobody holds it.
    return null;
  }
}

function isRunning(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if (codeOf(error) !== 'EPERM') return false;
  }
  const started = startOf(holder.pid);
  return started === null || holder.started === null || started === holder.started;
}

/** Field 22 of /proc/pid/stat; the command in field 2 may hold spaces, so fields are counted from its bracket. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    // No /proc on this system: the number alone must do.
    return null;
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
