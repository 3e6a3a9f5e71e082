import { resolve } from 'node:path';
import { type DataQuality, type RunResult, runBacktest } from '#engine';
import type { BacktestConfig } from './config/backtest-schema.ts';
import {
  identifyRun,
  inputOf,
  type PreparedRun,
  prepareRun,
  type RunIdentity,
  readBacktest,
  withUserCode,
} from './prepare-run.ts';
import { fingerprintOf } from './run-folder/fingerprint.ts';
import { createRunDocument } from './run-folder/run-document.ts';
import { checkWritable } from './run-folder/write-atomically.ts';
import { type RunFiles, writeRunFolder } from './run-folder/write-run-folder.ts';

/** How a backtest is read and what it leaves on disk. */
export interface BacktestOptions {
  /** Folder of candle files; the config's own folder, or the working folder, when absent. */
  readonly dataRoot?: string;
  /** Folder of the catalog; the user's own when absent. */
  readonly catalog?: string;
  /** Folder for run.json, the CSV files and the report; nothing is written when absent. A function gets the run's name. */
  readonly out?: string | ((name: string) => string);
  /** Whether the folder gets a report.html; true when absent. */
  readonly report?: boolean;
}

/** What a backtest gives back. */
export interface BacktestOutcome {
  readonly result: RunResult;
  readonly identity: RunIdentity;
  /** SHA-256 over orders, fills, equity and config: equal for equal input, in every thread. */
  readonly fingerprint: string;
  readonly quality: readonly DataQuality[];
  /** Null where nothing was written. */
  readonly files: RunFiles | null;
}

/**
 * Runs one backtest.
 * @param source a config, or the path of a .json or .ts file that holds one
 * @throws ConfigError, DatasetError, StrategyError: one sentence each
 * @example
 * const { result } = await backtest('examples/backtest.json', { out: 'runs/first' });
 * console.log(result.metrics.values.sharpe);
 */
export async function backtest(
  source: BacktestConfig | string,
  options: BacktestOptions = {},
): Promise<BacktestOutcome> {
  const { given, origin } = await readBacktest(source, options.dataRoot, options.catalog);
  const run = await prepareRun(given, origin);
  const folder = typeof options.out === 'function' ? options.out(run.name) : options.out;
  if (folder !== undefined) checkWritable(folder);
  const identity = identifyRun(run);
  const result = withUserCode(run, () => runBacktest({ ...inputOf(run), runId: identity.runId }));
  const fingerprint = fingerprintOf(result, run.config);
  const files =
    folder === undefined ? null : await writeRun(run, result, identity, fingerprint, folder, options.report ?? true);
  return { result, identity, fingerprint, quality: run.data.quality, files };
}

async function writeRun(
  run: PreparedRun,
  result: RunResult,
  identity: RunIdentity,
  fingerprint: string,
  folder: string,
  withReport: boolean,
): Promise<RunFiles> {
  const { quality, series: candles } = run.data;
  const document = createRunDocument(result, { fingerprint, identity, quality, given: run.given, decoded: run.config });
  let report: string | null = null;
  if (withReport) {
    const { renderRunReport } = await import('#reports');
    report = renderRunReport({ result, candles, quality, identity: { ...identity, fingerprint }, config: run.given });
  }
  const { dataRoot, folder: own, catalog } = run.origin;
  const sources = { dataRoot: resolve(dataRoot), folder: resolve(own), catalog: resolve(catalog) };
  return writeRunFolder(folder, result, document, sources, report);
}
