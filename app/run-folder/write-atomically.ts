import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
    throw new ConfigError('unwritable', `Cannot write ${path}: ${reasonOf(cause)}.`, { path }, cause);
  }
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
