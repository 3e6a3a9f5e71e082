import { closeSync, fsync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '#engine';
import { reasonOf } from '../config/read-config.ts';

/**
 * Writes a file under a temporary name and renames it, so that nobody ever sees half of it.
 * @throws ConfigError unwritable
 */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w');
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): ConfigError {
  return new ConfigError('unwritable', `Cannot write ${path}: ${reasonOf(cause)}.`, { path }, cause);
}

/** Files that get their names together, once all of them are on the disk. */
export interface FileStage {
  /**
   * Writes a file under a temporary name; the disk works on while the caller does.
   * @throws ConfigError unwritable
   */
  put(path: string, content: string | Uint8Array): void;
  /**
   * Gives all files their names; nothing under a temporary name stays.
   * @throws ConfigError unwritable
   */
  commit(): Promise<void>;
  /** Removes what was written under temporary names. */
  discard(): Promise<void>;
}

interface StagedFile {
  readonly path: string;
  readonly temporary: string;
  /** What kept it from the disk, null where nothing did. Never rejects: it may fail long before anyone asks. */
  readonly synced: Promise<Error | null>;
}

/** Opens a stage. */
export function createFileStage(): FileStage {
  const staged: StagedFile[] = [];
  const discard = async (): Promise<void> => {
    // A file that is still written to cannot be removed everywhere.
    await Promise.all(staged.map(({ synced }) => synced));
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  };
  return {
    put(path, content) {
      const temporary = `${path}.${process.pid}.tmp`;
      try {
        const file = openSync(temporary, 'w');
        try {
          writeFileSync(file, content);
        } catch (cause) {
          closeSync(file);
          throw cause;
        }
        staged.push({ path, temporary, synced: syncAndClose(file) });
      } catch (cause) {
        rmSync(temporary, { force: true });
        throw unwritable(path, cause);
      }
    },
    async commit() {
      try {
        for (const { path, synced } of staged) {
          const failure = await synced;
          if (failure !== null) throw unwritable(path, failure);
        }
        const named = staged.map(({ path, temporary }) =>
          rename(temporary, path).catch((cause: unknown) => {
            throw unwritable(path, cause);
          }),
        );
        // All have ended before one is told of.
        const outcomes = await Promise.allSettled(named);
        for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
      } catch (error) {
        await discard();
        throw error;
      }
    },
    discard,
  };
}

function syncAndClose(file: number): Promise<Error | null> {
  return new Promise((resolve) => {
    fsync(file, (error) => {
      closeSync(file);
      resolve(error);
    });
  });
}

/**
 * Makes a folder and proves that files can be made in it.
 * @throws ConfigError unwritable
 */
export function prepareFolder(folder: string): void {
  tryFolder(folder);
}

/**
 * Proves that a folder can be written, before any work is spent on what would be written there. Leaves nothing behind.
 * @throws ConfigError unwritable
 */
export function checkWritable(folder: string): void {
  const made = tryFolder(folder);
  if (made !== undefined) rmSync(made, { recursive: true, force: true });
}

/** @returns the topmost folder that had to be made, undefined where all existed */
function tryFolder(folder: string): string | undefined {
  const probe = join(folder, `.${process.pid}.probe`);
  try {
    const made = mkdirSync(folder, { recursive: true });
    closeSync(openSync(probe, 'w'));
    rmSync(probe);
    return made;
  } catch (cause) {
    throw new ConfigError('unwritable', `Cannot write into ${folder}: ${reasonOf(cause)}.`, { folder }, cause);
  }
}

/** Writes plain data as a JSON file into a folder that is made where it is missing. */
export function writeJsonFile(folder: string, name: string, value: unknown): string {
  prepareFolder(folder);
  const path = join(folder, name);
  writeAtomically(path, `${JSON.stringify(value, null, 2)}\n`);
  return path;
}
