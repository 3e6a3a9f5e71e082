import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ImportedDataset, ImportOptions, Repair } from '#app';
import { catchInterrupt } from '../interrupt.ts';
import { type CommonOptions, catalog, dataRoot, json, wholeNumber } from '../options.ts';
import { printJson, printLines } from '../print.ts';
import { EXIT } from '../tell-error.ts';
import { ADDED_WORDS } from './added-words.ts';
import { createImportProgress } from './import-progress.ts';
import { hintRepair } from './repair-hint.ts';

interface ImportCommandOptions extends CommonOptions {
  readonly symbol?: string;
  readonly interval?: string;
  readonly format?: NonNullable<ImportOptions['format']>;
  readonly repair?: readonly Repair[];
  readonly expectRows?: number;
  readonly join?: boolean;
  readonly adjust?: string;
  readonly adjustMode?: 'split' | 'total';
  readonly adjustZone?: string;
}

/** Spelled out here, so that `--help` starts without the library. */
const REPAIR_NAMES: readonly string[] = ['drop', 'keep-first', 'sort'] satisfies Repair[];

/** Adds `data import`. */
export function addImport(data: Command): void {
  data
    .command('import')
    .summary('read candle files into the catalog')
    .description(
      `Reads candle files, plain or gzipped, checks every row, and keeps the candles in
the catalog under symbol and interval. The same candles are kept once, whatever
file they come from; other candles become a new version, and old versions stay.
Nothing is repaired unless --repair says so, and then every touched row is
listed in a file beside the entry.`,
    )
    .argument('<files...>', 'candle files')
    .option('--symbol <name>', "name of the instrument, such as BTC/USDT (default: the file's)")
    .option('--interval <interval>', 'length of a candle, such as 1h (default: as found)')
    .option('--format <format>', 'format of the files (default: recognised)')
    .option('--repair <list>', 'what may be done to wrong rows: drop, keep-first, sort', readRepairs)
    .option('--expect-rows <n>', 'rows that the file must have: finds one that was cut off', wholeNumber(1))
    .option('--join', 'the files are parts of one dataset, such as the months of an exchange')
    .option(
      '--adjust <events>',
      'LEAN factor file, or CSV with date,kind,value: also keep adjusted candles, under SYMBOL@MODE',
    )
    .addOption(
      new Option('--adjust-mode <mode>', 'splits alone, or dividends too (default: total)').choices(['split', 'total']),
    )
    .option('--adjust-zone <zone>', 'zone at whose midnight an ex-day begins (default: UTC, right for daily candles)')
    .addOption(json())
    .addOption(catalog())
    .addOption(dataRoot())
    .addHelpText(
      'after',
      `
Examples:
  candlebench data import BTCUSDT_1h.csv.gz --symbol BTC/USDT
  candlebench data import BTCUSDT-1m-2024-*.csv --join --symbol BTC/USDT
  candlebench data import dirty.csv --repair drop,keep-first
  candlebench data import AAPL.csv --adjust AAPL_events.csv --adjust-mode split`,
    )
    .action(importFiles);
}

function readRepairs(text: string): Repair[] {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !REPAIR_NAMES.includes(name));
  if (wrong !== undefined) {
    throw new InvalidArgumentError(`Expected a list of ${REPAIR_NAMES.join(', ')}, was "${wrong}".`);
  }
  // Just compared with all there are.
  return names as Repair[];
}

async function importFiles(files: readonly string[], options: ImportCommandOptions): Promise<void> {
  const { resolve } = await import('node:path');
  const { catalogFolder, ConfigError, FILE_FORMATS, importData, openCatalog, parseInterval } = await import('#app');
  const { symbol, interval, format, repair, expectRows, join, adjust, adjustMode, adjustZone } = options;
  if (adjust === undefined && (adjustMode ?? adjustZone) !== undefined) {
    throw new ConfigError(
      'invalid-argument',
      'Expected --adjust EVENTS with --adjust-mode and --adjust-zone, was none.',
    );
  }
  if (format !== undefined && !FILE_FORMATS.includes(format)) {
    const text = `Expected --format to be one of ${FILE_FORMATS.join(', ')}, was ${format}.`;
    throw new ConfigError('invalid-argument', text, { format });
  }
  const line = createImportProgress();
  const interrupt = catchInterrupt(() => line.clear());
  try {
    const outcome = await importData(
      openCatalog(catalogFolder(options.catalog)),
      files.map((file) => resolve(options.dataRoot ?? '.', file)),
      {
        ...(symbol === undefined ? {} : { symbol }),
        ...(interval === undefined ? {} : { intervalMs: parseInterval(interval) }),
        ...(format === undefined ? {} : { format }),
        ...(repair === undefined ? {} : { repair }),
        ...(expectRows === undefined ? {} : { expectedRows: expectRows }),
        ...(join === undefined ? {} : { join }),
        ...(adjust === undefined
          ? {}
          : {
              adjust: {
                events: resolve(options.dataRoot ?? '.', adjust),
                mode: adjustMode ?? 'total',
                ...(adjustZone === undefined ? {} : { zone: adjustZone }),
              },
            }),
        signal: interrupt.signal,
        onProgress: line.show,
        onImported: (dataset) => {
          line.clear();
          if (options.json !== true) printLines(describeImport(dataset));
        },
      },
    );
    line.clear();
    if (options.json === true) printJson(outcome);
    if (outcome.aborted) process.exitCode = EXIT.interrupted;
  } catch (error) {
    throw hintRepair(error, '', repair);
  } finally {
    line.clear();
    interrupt.release();
  }
}

/** A dataset that was imported, in a few lines. */
function describeImport({ entry, outcome, repairLog }: ImportedDataset): string[] {
  const { symbol, interval, version, rows, first, last, id, quality, repairs } = entry;
  const lines = [
    `${symbol} ${interval} version ${version}: ${ADDED_WORDS[outcome]}`,
    `  ${rows} candles, ${first} to ${last}, identity ${id.slice(0, 16)}`,
    ...quality.warnings.map((warning) => `  Warning: ${warning}`),
  ];
  const touched = Object.entries(repairs).map(([repair, count]) => `${repair} ${count}`);
  if (repairLog !== null) lines.push(`  Repaired rows: ${touched.join(', ')}; listed in ${repairLog}`);
  return lines;
}
