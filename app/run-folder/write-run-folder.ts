import { join } from 'node:path';
import type { RunResult } from '#engine';
import { formatEquity, formatTrades, type RecordTexts } from './record-files.ts';
import { formatJson, type RunDocument } from './run-document.ts';
import { prepareFolder, writeAtomically } from './write-atomically.ts';

/** Where the inputs of a run lay, so that `report` finds the candles again; about this machine, not about the run. */
export interface RunSources {
  readonly dataRoot: string;
  readonly folder: string;
  /** Folder of the catalog; absent in folders of older versions. */
  readonly catalog?: string;
}

/** Paths of what was written. */
export interface RunFiles {
  readonly folder: string;
  readonly run: string;
  readonly report: string | null;
}

/**
 * Writes a run folder. All contents are made before the first file is written.
 * @param folder made where it is missing
 * @param records orders and fills of the result, as text
 * @param report HTML, or null for none
 * @throws ConfigError unwritable
 */
export function writeRunFolder(
  folder: string,
  result: RunResult,
  records: RecordTexts,
  document: RunDocument,
  sources: RunSources,
  report: string | null,
): RunFiles {
  const files: [string, string | Uint8Array][] = [
    ['orders.csv', records.orders],
    ['fills.csv', records.fills],
    ['trades.csv', formatTrades(result.trades)],
    ['equity.csv', formatEquity(result.equity)],
    ['sources.json', formatJson(sources)],
    ['run.json', formatJson(document)],
  ];
  if (report !== null) files.push(['report.html', report]);
  prepareFolder(folder);
  for (const [name, content] of files) writeAtomically(join(folder, name), content);
  return { folder, run: join(folder, 'run.json'), report: report === null ? null : join(folder, 'report.html') };
}
