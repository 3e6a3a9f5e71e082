import { join } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, dataRoot, json, out, wholeNumber } from '../options.ts';
import { printJson, printLines } from '../print.ts';

interface SynthOptions extends CommonOptions {
  readonly seed?: number;
  readonly candles?: number;
  readonly symbols?: string;
  readonly interval?: string;
  readonly edge?: number;
  readonly hitRate?: number;
  readonly horizon?: number;
}

/** Adds `data synth`. */
export function addSynth(data: Command): void {
  data
    .command('synth')
    .description('Writes a seeded synthetic market as CSV files, one for each instrument.')
    .addOption(json())
    .addOption(out('folder for the files (default: candlebench-out/synthetic)'))
    .addOption(dataRoot())
    .option('--seed <n>', 'seed (default: 1)', wholeNumber(0))
    .option('--candles <n>', 'candles of each instrument', wholeNumber(2))
    .option('--symbols <list>', 'names, separated by commas')
    .option('--interval <interval>', 'such as 15m, 1h or 1d')
    .option('--edge <strength>', 'predictable part; 0 makes a market that nobody can beat', Number)
    .option('--hit-rate <share>', 'also write signals.csv, of a model that is right this share of the time', Number)
    .option('--horizon <n>', 'candles that the model looks ahead (default: 12)', wholeNumber(1))
    .action(writeMarket);
}

async function writeMarket(options: SynthOptions): Promise<void> {
  const { synthesize } = await import('#app');
  const { seed, candles, symbols, interval, edge, hitRate, horizon = 12 } = options;
  const spec = { seed: seed ?? 1, candles, symbols: symbols?.split(','), interval, edge };
  const given = Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
  const folder = options.out ?? join('candlebench-out', 'synthetic');
  const signals = hitRate === undefined ? undefined : { seed: spec.seed, hitRate, horizon };
  const files = synthesize(given, folder, signals);
  if (options.json === true) printJson({ files });
  else printLines(files);
}
