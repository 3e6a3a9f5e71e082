import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { ConfigError } from '#engine';
import { parseJsonText } from './json-file.ts';

/** A config file as read, not yet decoded. */
export interface ConfigFile {
  readonly value: unknown;
  /** Absolute path. */
  readonly path: string;
  /** Base name, for messages. */
  readonly name: string;
  /** Folder that its relative paths start from. */
  readonly folder: string;
}

/**
 * Reads a config or study file: JSON, or TypeScript / JavaScript with a default export.
 * @param path relative to the working folder
 * @throws ConfigError when it cannot be read or is no JSON; StrategyError when its code fails
 */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const absolute = resolve(path);
  const name = basename(absolute);
  const file = { path: absolute, name, folder: dirname(absolute) };
  if (!/\.[cm]?[jt]s$/.test(name)) return { ...file, value: parseJsonText(readText(absolute, path), name) };
  readText(absolute, path);
  const { bundleUserFile } = await import('../strategy-files/bundle.ts');
  const { loadDefaultExport } = await import('../strategy-files/load-bundle.ts');
  const value = loadDefaultExport(await bundleUserFile(absolute));
  if (value === undefined) {
    throw new ConfigError('no-default-export', `${name}: expected a default export, such as defineBacktest({ ... }).`, {
      path,
    });
  }
  return { ...file, value };
}

function readText(absolute: string, path: string): string {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (cause) {
    throw new ConfigError('unreadable-file', `Cannot read ${path}: ${reasonOf(cause)}.`, { path }, cause);
  }
}

/** Why a file operation failed, in words. */
export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'part of the path is a file, not a folder',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
  };
  return words[code] ?? (cause instanceof Error ? cause.message : String(cause));
}
