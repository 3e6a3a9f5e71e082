/** Starts the command line from its bundle, with the code that V8 compiled when it was built: see bin/bundle.mjs. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { inlineMore } from '../app/inline-more.ts';

/** What the bundle exports. */
type Main = typeof import('./main.ts');
/** What the text of the bundle evaluates to; `bundleUrl` stands in it for `import.meta.url`. */
type Bundle = (exports: object, require: NodeJS.Require, module: { exports: unknown }, bundleUrl: string) => void;

/** Name of the bundle, with a hash of its content: code never meets a text that it was not compiled from. */
declare const BUNDLE_NAME: string;

// First of all: V8 keeps no code over a change of its settings.
inlineMore();

/**
 * Evaluates the bundle.
 * @param script compiled already, or compiled here
 */
export function openBundle(script: Script = compileBundle()): Main {
  const module: { exports: unknown } = { exports: {} };
  // The build wraps the bundle in this function.
  const bundle = script.runInThisContext() as Bundle;
  bundle(module.exports as object, createRequire(import.meta.url), module, import.meta.url);
  // The bundle of main.ts.
  return module.exports as Main;
}

/**
 * Compiles the bundle. Code of another version of Node, or none at all, only makes it slower: V8 refuses what it did not
 * make itself, and compiles the text.
 */
export function compileBundle(): Script {
  const filename = pathOf('.cjs');
  const cachedData = readCode();
  // The build leaves nothing but ASCII in it.
  return new Script(readFileSync(filename, 'latin1'), { filename, ...(cachedData === null ? {} : { cachedData }) });
}

/** Where the code lies that compileBundle looks for. */
export const codePath = (): string => pathOf('.code');

const pathOf = (suffix: string): string => fileURLToPath(new URL(`./${BUNDLE_NAME}${suffix}`, import.meta.url));

function readCode(): Buffer | null {
  try {
    return readFileSync(codePath());
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}
