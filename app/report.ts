import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '#engine';
import { catalogFolder } from './catalog/catalog-folder.ts';
import { decodeBacktest } from './config/decode-backtest.ts';
import { parseJsonText } from './config/json-file.ts';
import { loadData, pinDatasets } from './load-data.ts';
import { cutToSpan } from './prepare-run.ts';
import { readRunFolder } from './run-folder/read-run-folder.ts';
import { prepareFolder, writeAtomically } from './run-folder/write-atomically.ts';
import type { StudyDocument } from './study/study-folder.ts';

/**
 * Makes report.html of a run or study folder again, from its files.
 * @param folder as written by backtest or sweep
 * @param options.dataRoot where the candle files of a run lie now; where they lay when it ran, if absent
 * @param options.catalog folder of the catalog now; the one of the run, if absent
 * @param options.out folder for report.html; the folder itself when absent
 * @returns path of the report
 * @throws ConfigError when the folder is no such folder, or the candles are no longer those of the run
 */
export async function report(
  folder: string,
  options: { readonly dataRoot?: string; readonly catalog?: string; readonly out?: string } = {},
): Promise<string> {
  if (!existsSync(folder)) throw new ConfigError('no-run-folder', `There is no folder ${folder}.`, { folder });
  const html = existsSync(join(folder, 'study.json')) ? await renderStudy(folder) : await renderRun(folder, options);
  const target = options.out ?? folder;
  prepareFolder(target);
  const path = join(target, 'report.html');
  writeAtomically(path, html);
  return path;
}

async function renderRun(
  folder: string,
  options: { readonly dataRoot?: string; readonly catalog?: string },
): Promise<string> {
  const { document, sources, result } = readRunFolder(folder);
  const config = decodeBacktest(document.config.given, 'run.json');
  const places = {
    dataRoot: options.dataRoot ?? sources.dataRoot,
    catalog: catalogFolder(options.catalog ?? sources.catalog),
  };
  // Newer versions of a dataset are none of this run's.
  const instruments = pinDatasets(config.data.instruments, document.identity.datasets ?? []);
  const data = cutToSpan(config, await loadData({ ...config.data, instruments }, places));
  const changed = data.series.find((series, s) => series.id !== document.identity.data[s]?.id);
  if (changed !== undefined) {
    throw new ConfigError(
      'data-changed',
      `The candles of ${changed.symbol} are no longer those of the run in ${folder}.`,
      { folder },
    );
  }
  const { renderRunReport } = await import('#reports');
  const identity = { ...document.identity, fingerprint: document.fingerprint };
  return renderRunReport({
    result,
    candles: data.series,
    quality: document.quality,
    signals: document.signals,
    identity,
    config: document.config.given,
  });
}

async function renderStudy(folder: string): Promise<string> {
  // Written by writeStudyFolder.
  const document = parseJsonText(readFileSync(join(folder, 'study.json'), 'utf8'), 'study.json') as StudyDocument;
  const { renderStudyReport } = await import('#reports');
  return renderStudyReport({ study: document.study, identity: document.identity, quality: document.quality });
}
