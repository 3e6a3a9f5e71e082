import { openSourceFile } from '../importers/source-file.ts';
import type { CorporateEvent } from './corporate-event.ts';
import { readEventsFile } from './events-file.ts';
import { readFactorFile } from './factor-file.ts';

/** Events of one file, and which file it is. */
export interface CorporateEvents {
  readonly events: readonly CorporateEvent[];
  /** Base name and SHA-256 of the file. */
  readonly source: { readonly file: string; readonly sha256: string };
}

/**
 * Reads corporate events: a LEAN factor file where the first line begins with a date as yyyyMMdd, else an events CSV.
 * @param path of the file
 * @throws DatasetError as readFactorFile and readEventsFile do
 */
export async function readCorporateEvents(path: string): Promise<CorporateEvents> {
  const file = await openSourceFile(path);
  const text = new TextDecoder().decode(await file.bytes());
  const events = await (/^\s*\d{8}\s*,/.test(text) ? readFactorFile(path) : readEventsFile(path));
  return { events, source: { file: file.name, sha256: file.sha256() } };
}
