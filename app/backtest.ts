import { resolve } from 'node:path';
import { type DataQuality, type RunResult, runBacktest, type SignalQuality } from '#engine';
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
import { signalQuality } from './recorded-signals.ts';
import { fingerprintOf } from './run-folder/fingerprint.ts';
import { formatRecords, type RecordTexts } from './run-folder/record-files.ts';
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
  /** How recorded signals fall on the candles; empty without any. */
  readonly signals: readonly SignalQuality[];
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
  const records = formatRecords(result);
  const fingerprint = fingerprintOf(result, records, run.config);
  const signals = signalQuality(run.config, run.recorded, run.data.series);
  const about = { identity, fingerprint, signals, quality: run.data.quality };
  const files =
    folder === undefined ? null : await writeRun(run, result, { ...about, records }, folder, options.report ?? true);
  return { result, ...about, files };
}

async function writeRun(
  run: PreparedRun,
  result: RunResult,
  about: Pick<BacktestOutcome, 'identity' | 'fingerprint' | 'quality' | 'signals'> & { readonly records: RecordTexts },
  folder: string,
  withReport: boolean,
): Promise<RunFiles> {
  const { identity, fingerprint, quality, signals, records } = about;
  const candles = run.data.series;
  const document = createRunDocument(result, { ...about, given: run.given, decoded: run.config });
  const render = async (): Promise<string> => {
    const { renderRunReport } = await import('#reports');
    const page = { identity: { ...identity, fingerprint }, config: run.given };
    return renderRunReport({ result, candles, quality, signals, ...page });
  };
  const { dataRoot, folder: own, catalog } = run.origin;
  const sources = { dataRoot: resolve(dataRoot), folder: resolve(own), catalog: resolve(catalog) };
  return writeRunFolder(folder, result, records, document, sources, withReport ? render : null);
}
