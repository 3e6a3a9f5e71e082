import { type Command, Option } from 'commander';
import type { ResampleOutcome } from '#app';
import { type CommonOptions, catalog, dataRoot, json } from '../options.ts';
import { printJson, printLines } from '../print.ts';
import { formatTable } from '../text-table.ts';
import { ADDED_WORDS } from './added-words.ts';
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
    .summary('join candles into longer ones')
    .description(
      `Joins candles into longer ones: any multiple of their interval, days, weeks or
months. They go into the catalog, or into a CSV file with --out. A first or last
one that the candles do not span is dropped.`,
    )
    .argument('<source>', 'a candle file, or a dataset of the catalog such as "BTC/USDT 1m"')
    .requiredOption('--to <interval>', 'such as 5m, 1h, 1d, 1w or 1M (months)')
    .addOption(calendar('sessions that days and longer are made of (default: UTC throughout)'))
    .addOption(new Option('--week-start <day>', 'first day of weeks (default: monday)').choices(['monday', 'sunday']))
    .option('--keep-partial', 'keep a first or last candle that the source does not span')
    .option('--out <file>', 'CSV file, gzipped if it ends with .gz (default: the catalog)')
    .addOption(json())
    .addOption(catalog())
    .addOption(dataRoot())
    .addHelpText(
      'after',
      `
Examples:
  candlebench data resample "BTC/USDT 1m" --to 4h
  candlebench data resample SPY_1m.csv --to 1d --calendar us-equity --out d.csv`,
    )
    .action(resampleSource);
}

async function resampleSource(source: string, options: ResampleOptions): Promise<void> {
  const { catalogFolder, findCandles, openCatalog, resampleData } = await import('#app');
  const { to, out, json: asJson, dataRoot: root, catalog: folder, ...how } = options;
  const opened = openCatalog(catalogFolder(folder));
  const target = out === undefined ? { catalog: opened } : { out };
  const made = await resampleData(await findCandles(source, opened, root), to, target, how);
  if (asJson === true) printJson(made);
  else printLines(describeResampled(made));
}

function describeResampled(made: ResampleOutcome): string[] {
  const { file, added } = made;
  const rows = [
    ['candles', `${made.rowsBefore} of ${made.from} to ${made.rows} of ${made.to}`],
    ['first', `${made.first} (first bucket ${made.ends.first})`],
    ['last', `${made.last} (last bucket ${made.ends.last})`],
    ['joined', `${made.joined[0]} to ${made.joined[1]} into one`],
  ];
  if (made.outside > 0) rows.push(['outside of sessions', `${made.outside}, left out`]);
  const title =
    added === null
      ? `${file}  ${made.symbol}`
      : `${made.symbol} ${made.to} version ${added.entry.version}: ${ADDED_WORDS[added.outcome]}`;
  return [title, formatTable(rows, 2, 2)];
}
