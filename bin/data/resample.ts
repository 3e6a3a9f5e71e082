import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type CommonOptions, dataRoot, json } from '../options.ts';
import { printJson, printLines } from '../print.ts';
import { formatTable } from '../text-table.ts';
import { type CalendarOption, calendar } from './calendar-option.ts';

interface ResampleOptions extends CommonOptions {
  readonly to: string;
  readonly calendar?: CalendarOption;
  readonly weekStart?: 'monday' | 'sunday';
  readonly keepPartial?: boolean;
}

/** Adds `data resample`. */
export function addResample(data: Command): void {
  data
    .command('resample')
    .description(
      `Joins candles into longer ones and writes them as CSV: any multiple of the
interval, days, weeks, months. A first or last one that the file does not span
is dropped.`,
    )
    .argument('<file>', 'candle file')
    .addOption(json())
    .addOption(
      new Option('--out <file>', 'CSV file, gzipped if it ends with .gz (default: in candlebench-out/resampled)'),
    )
    .addOption(dataRoot())
    .requiredOption('--to <interval>', 'such as 5m, 1h, 1d, 1w or 1M (months)')
    .addOption(calendar('sessions that days and longer are made of (default: UTC throughout)'))
    .addOption(new Option('--week-start <day>', 'first day of weeks (default: monday)').choices(['monday', 'sunday']))
    .option('--keep-partial', 'keep a first or last candle that the file does not span')
    .addHelpText(
      'after',
      '\nExample:\n  candlebench data resample SPY_1m.csv --to 1d --calendar us-equity --out SPY_1d.csv',
    )
    .action(resampleFile);
}

async function resampleFile(file: string, options: ResampleOptions): Promise<void> {
  const { resampleData } = await import('#app');
  const { to, json: asJson, dataRoot: root, ...how } = options;
  const made = await resampleData(resolve(root ?? '.', file), to, how);
  if (asJson === true) {
    printJson(made);
    return;
  }
  const rows = [
    ['candles', `${made.rowsBefore} of ${made.from} to ${made.rows} of ${made.to}`],
    ['first', `${made.first} (first bucket ${made.ends.first})`],
    ['last', `${made.last} (last bucket ${made.ends.last})`],
    ['joined', `${made.joined[0]} to ${made.joined[1]} into one`],
  ];
  if (made.outside > 0) rows.push(['outside of sessions', `${made.outside}, left out`]);
  printLines([`${made.file}  ${made.symbol}`, formatTable(rows, 2, 2)]);
}
