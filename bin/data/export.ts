import type { Command } from 'commander';
import type { ExportFormat } from '#app';
import { catchInterrupt } from '../interrupt.ts';
import { type CommonOptions, catalog, json } from '../options.ts';
import { printJson, printLines } from '../print.ts';

interface ExportCommandOptions extends Omit<CommonOptions, 'out'> {
  readonly out: string;
  readonly format?: ExportFormat;
}

/** Adds `data export`. */
export function addExport(data: Command): void {
  data
    .command('export')
    .summary('write a dataset as CSV, Feather or Parquet')
    .description(
      `Writes the candles of a dataset to a file, with every bit of every number.
Feather and Parquet files are read by pandas, polars and DuckDB.`,
    )
    .argument('<dataset...>', 'such as BTC/USDT 1h, BTC/USDT 1h 2 or 3f9a0c12')
    .requiredOption('--out <file>', 'file to write; one that exists is replaced')
    .option('--format <format>', 'csv, csv.gz, feather or parquet (default: by the ending of the file)')
    .addOption(json())
    .addOption(catalog())
    .addHelpText('after', '\nExample:\n  candlebench data export BTC/USDT 1h --out btc.parquet')
    .action(exportDataset);
}

async function exportDataset(words: readonly string[], options: ExportCommandOptions): Promise<void> {
  const { catalogFolder, ConfigError, EXPORT_FORMATS, exportCandles, exportFormatOf, openCatalog, parseDatasetName } =
    await import('#app');
  const format = options.format ?? exportFormatOf(options.out);
  if (format === null || !EXPORT_FORMATS.includes(format)) {
    const was = options.format ?? options.out;
    const text = `Expected --format or the ending of --out to be one of ${EXPORT_FORMATS.join(', ')}, was ${was}.`;
    throw new ConfigError('invalid-argument', text, { format, out: options.out });
  }
  const catalogOpened = openCatalog(catalogFolder(options.catalog));
  const { entry, series } = await catalogOpened.open(parseDatasetName(words, catalogOpened));
  const interrupt = catchInterrupt(() => undefined);
  try {
    await exportCandles(options.out, series, format, interrupt.signal);
  } finally {
    interrupt.release();
  }
  const { symbol, interval, version, rows, id } = entry;
  if (options.json === true) printJson({ file: options.out, format, symbol, interval, version, rows, id });
  else printLines([`${options.out}: ${rows} candles of ${symbol} ${interval} version ${version} as ${format}`]);
}
