import { type Command, InvalidArgumentError } from 'commander';
import type { DataCheck, QualityThresholds, ResolveCandles } from '#app';
import { type CommonOptions, catalog, dataRoot, json, out, wholeNumber } from '../options.ts';
import { printJson, printLines } from '../print.ts';
import { EXIT } from '../tell-error.ts';
import { formatTable } from '../text-table.ts';
import { type CalendarOption, calendar } from './calendar-option.ts';

interface CheckOptions extends CommonOptions, QualityThresholds {
  readonly calendar?: CalendarOption;
}

const OPTION_OF: Readonly<Record<DataCheck['broken'][number]['threshold'], string>> = {
  minScore: '--min-score',
  maxMissing: '--max-missing',
  maxGap: '--max-gap',
  maxOutside: '--max-outside',
  maxOutliers: '--max-outliers',
  maxSplits: '--max-splits',
  maxOffGrid: '--max-off-grid',
  maxStale: '--max-stale',
  maxZeroVolume: '--max-zero-volume',
};

/** Adds `data check`. */
export function addCheck(data: Command): void {
  data
    .command('check')
    .summary('grade candles, and fail past thresholds')
    .description(
      `Grades candles: gaps against a calendar, impossible and lonely prices, splits,
spacing, time zone, stale runs, volume. Exit code 1 when a threshold is not
kept; without one, when the score is below 60.`,
    )
    .argument('<candles...>', 'candle files, or datasets of the catalog such as "BTC/USDT 1h"')
    .addOption(json())
    .addOption(out('folder for check.json (default: nothing is written)'))
    .addOption(dataRoot())
    .addOption(catalog())
    .addOption(calendar('sessions to compare with (default: the one that fits best)'))
    .option('--min-score <n>', 'lowest score, 0 to 100', score)
    .option('--max-missing <share>', 'missing candles, such as 1% or 0.01', share)
    .option('--max-gap <n>', 'missing candles in a row', wholeNumber(0))
    .option('--max-outside <n>', 'candles with open or close outside low to high', wholeNumber(0))
    .option('--max-outliers <n>', 'prices that stand alone', wholeNumber(0))
    .option('--max-splits <n>', 'jumps like unadjusted splits', wholeNumber(0))
    .option('--max-off-grid <n>', 'candles off the grid of the others', wholeNumber(0))
    .option('--max-stale <share>', 'candles that repeat', share)
    .option('--max-zero-volume <share>', 'candles without volume', share)
    .addHelpText('after', '\nExample:\n  candlebench data check BTCUSDT_1h.csv --max-missing 1% --min-score 80')
    .action(checkCandles);
}

/** A share as `1%` or `0.01`. */
function share(text: string): number {
  const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text.trim() === '' || text === '%' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('Expected a share such as 1% or 0.01.');
  }
  return value;
}

function score(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError('Expected a number from 0 to 100.');
  return value;
}

async function checkCandles(names: readonly string[], options: CheckOptions): Promise<void> {
  const { catalogFolder, checkData, findCandles, openCatalog, writeJsonFile } = await import('#app');
  const { json: asJson, out: folder, dataRoot: root, catalog: kept, calendar: named, ...thresholds } = options;
  const opened = openCatalog(catalogFolder(kept));
  const find: ResolveCandles = (name) => findCandles(name, opened, root);
  const checks = await checkData(names, find, { thresholds, ...(named === undefined ? {} : { calendar: named }) });
  const pass = checks.every((one) => one.pass);
  if (folder !== undefined) writeJsonFile(folder, 'check.json', { pass, checks });
  if (asJson === true) printJson({ pass, checks });
  else printLines(checks.flatMap((one, k) => (k === 0 ? describeCheck(one) : ['', ...describeCheck(one)])));
  if (!pass) process.exitCode = EXIT.failed;
}

function describeCheck({ name, symbol, interval, rows, first, last, card, broken }: DataCheck): string[] {
  const table = card.checks.map(({ check, grade, score: points, summary }) => [
    check,
    grade ?? '-',
    (points === null ? '-' : points.toFixed(0)).padStart(3),
    summary,
  ]);
  return [
    `${name}  ${symbol} ${interval}, ${rows} candles from ${first} to ${last}, calendar ${card.calendar}`,
    formatTable([...table, ['all', card.grade, card.score.toFixed(0).padStart(3), '']], 2, 4),
    ...broken.map(
      ({ threshold, limit, found }) =>
        `  FAIL  ${OPTION_OF[threshold]}: expected ${threshold === 'minScore' ? '>=' : '<='} ${limit}, was ${Number(found.toPrecision(4))}.`,
    ),
  ];
}
