import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DownloadOutcome } from '#app';
import { catchInterrupt } from '../interrupt.ts';
import { catalog, json } from '../options.ts';
import { printJson, printLines } from '../print.ts';
import { EXIT } from '../tell-error.ts';
import { formatTable } from '../text-table.ts';
import { ADDED_WORDS } from './added-words.ts';
import { createDownloadLine } from './download-line.ts';

interface DownloadCommandOptions {
  readonly since?: string;
  readonly until?: string;
  readonly out?: string;
  readonly catalog?: string;
  readonly json?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Adds `data download`. */
export function addDownload(data: Command): void {
  data
    .command('download')
    .summary("get an exchange's candles, or go on where they end")
    .description(
      `Downloads candles into the catalog through the package ccxt (install it beside
candlebench: npm install ccxt@4). Without --since it goes on where the newest
version in the catalog ends, and checks that the exchange still agrees with it.
Pages go to a partial file; the same command goes on from there after Ctrl-C, an
error or a crash. Only candles that have closed by the exchange's own clock are
stored. Gaps stay gaps and are counted.`,
    )
    .argument('<exchange>', 'name of the exchange in ccxt, such as binance, kraken or coinbaseexchange')
    .argument('<symbol>', 'market, such as BTC/USDT; BTC/USDT:USDT is a perpetual future')
    .argument('<interval>', 'such as 1m, 15m, 1h or 1d')
    .option(
      '--since <time>',
      'first candle: a year, month, day or instant, such as 2020, 2020-03 or 2020-03-14T12:00Z (default: where the catalog ends)',
    )
    .option('--until <time>', 'where the last candle closes at the latest, such as 2024 for the end of 2023')
    .option('--out <file>', 'CSV file, .csv or .csv.gz (default: the catalog)')
    .addOption(json())
    .addOption(catalog())
    .addOption(
      new Option('--settings <json>', 'settings of the ccxt exchange, such as {"httpsProxy": "http://..."}').argParser(
        readSettings,
      ),
    )
    .addHelpText(
      'after',
      `
Examples:
  candlebench data download binance BTC/USDT 1h --since 2020
  candlebench data download binance BTC/USDT 1h                  a day later
  candlebench data download binance BTC/USDT 1h --since 2020 --out btc.csv.gz`,
    )
    .action(downloadMarket);
}

async function downloadMarket(
  exchange: string,
  symbol: string,
  interval: string,
  options: DownloadCommandOptions,
): Promise<void> {
  const { download } = await import('#app');
  const { json: asJson, ...rest } = options;
  const line = createDownloadLine();
  const interrupt = catchInterrupt(() => {
    line.clear();
    process.stderr.write('Ending with what is there; Ctrl-C again ends at once.\n');
  });
  try {
    const { signal } = interrupt;
    const outcome = await download({ ...rest, exchange, symbol, interval, signal, onProgress: line.show });
    line.clear();
    if (!outcome.complete) process.exitCode = EXIT.interrupted;
    if (asJson === true) printJson(outcome);
    else printLines(describeDownload(outcome));
  } finally {
    line.clear();
    interrupt.release();
  }
}

function readSettings(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InvalidArgumentError(`Expected a JSON object, was ${error instanceof Error ? error.message : text}.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new InvalidArgumentError('Expected a JSON object such as {"timeout": 30000}.');
}

function describeDownload(outcome: DownloadOutcome): string[] {
  if (!outcome.complete) {
    const kept = outcome.rows === null ? '' : ` ${outcome.rows} candles are kept in ${outcome.partial}.`;
    return [`Ended before the end.${kept} The same command goes on from there.`];
  }
  const { file, added, quality, about } = outcome;
  const iso = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');
  const title =
    added === null
      ? `${file}  ${quality.symbol}`
      : `${quality.symbol} ${about.interval} version ${added.entry.version}: ${ADDED_WORDS[added.outcome]}`;
  return [
    title,
    formatTable([
      ['candles', String(quality.rows)],
      ['of an earlier call', String(about.resumed)],
      ['interval', about.interval],
      ['first', iso(quality.first)],
      ['last', iso(quality.last)],
      ['gaps', `${quality.gaps} (${quality.missing} candles, longest ${quality.longestGap})`],
      ['requests', `${about.requests} (${about.retries} sent again)`],
      ['identity', outcome.id.slice(0, 16)],
    ]),
    ...quality.warnings.map((warning) => `  Warning: ${warning}`),
  ];
}
