import { join } from 'node:path';
import type { RunResult } from '#engine';
import { formatEquity, formatTrades, type RecordTexts } from './record-files.ts';
import { formatJson, type RunDocument } from './run-document.ts';
import { createFileStage, prepareFolder } from './write-atomically.ts';

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
 * Writes a run folder. No file gets its name before all contents are made.
 * @param folder made where it is missing
 * @param records orders and fills of the result, as text
 * @param renderReport makes the HTML, while the disk takes the records in; null for none
 * @throws ConfigError unwritable
 */
export async function writeRunFolder(
  folder: string,
  result: RunResult,
  records: RecordTexts,
  document: RunDocument,
  sources: RunSources,
  renderReport: (() => Promise<string>) | null,
): Promise<RunFiles> {
  const report = renderReport === null ? null : join(folder, 'report.html');
  prepareFolder(folder);
  const stage = createFileStage();
  const put = (name: string, content: string | Uint8Array): void => stage.put(join(folder, name), content);
  try {
    put('equity.csv', formatEquity(result.equity));
    put('orders.csv', records.orders);
    put('fills.csv', records.fills);
    put('trades.csv', formatTrades(result.trades));
    put('sources.json', formatJson(sources));
    put('run.json', formatJson(document));
    if (renderReport !== null) put('report.html', await renderReport());
  } catch (error) {
    await stage.discard();
    throw error;
  }
  await stage.commit();
  return { folder, run: join(folder, 'run.json'), report };
}
