/** Errors of user code, told by file and line instead of by stack. */
import { SourceMap } from 'node:module';
import { basename } from 'node:path';
import { CandlebenchError, StrategyError } from '#engine';
import type { UserBundle } from './bundle.ts';

const loaded = new Map<string, { readonly bundle: UserBundle; map: SourceMap | null }>();

/** Name under which a bundle's code is compiled; stack frames show it. */
export function scriptName(bundle: UserBundle): string {
  return `candlebench:${bundle.hash.slice(0, 16)}/${bundle.file}`;
}

/** Remembers a bundle, so that later errors from its code can be placed. */
export function rememberBundle(bundle: UserBundle): void {
  if (!loaded.has(scriptName(bundle))) loaded.set(scriptName(bundle), { bundle, map: null });
}

/** Where in a user's file an error arose, or null when no user code was involved. */
export function userFrame(error: unknown): { readonly file: string; readonly line: number } | null {
  if (!(error instanceof Error)) return null;
  const frame = /(candlebench:[0-9a-f]{16}\/[^\n]*?):(\d+):(\d+)/.exec(error.stack ?? '');
  const entry = frame === null ? undefined : loaded.get(frame[1] ?? '');
  // The engine wraps what a strategy threw; the place is in what it wrapped.
  if (frame === null || entry === undefined) return userFrame(error.cause);
  // Node's SourceMap takes the parsed map; esbuild gives it as text.
  entry.map ??= new SourceMap(JSON.parse(entry.bundle.map) as ConstructorParameters<typeof SourceMap>[0]);
  const found = entry.map.findEntry(Number(frame[2]) - 1, Number(frame[3]) - 1);
  if (!('originalLine' in found)) return { file: entry.bundle.file, line: Number(frame[2]) };
  return { file: basename(found.originalSource), line: found.originalLine + 1 };
}

/**
 * An error as the user should see it: our own errors keep their kind and gain the place, others become StrategyErrors.
 * Errors that did not pass through user code come back as they are.
 */
export function placeUserError(error: unknown): unknown {
  const frame = userFrame(error);
  if (frame === null) return error;
  const place = `${frame.file} line ${frame.line}`;
  if (error instanceof CandlebenchError) {
    if (error.details.place !== undefined) return error;
    const message = `${place}: ${sentence(error.message)}`;
    return new CandlebenchError(error.kind, error.code, message, { ...error.details, place }, error);
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new StrategyError('threw', `${place}: ${sentence(text)}`, { place, ...frame }, error);
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
