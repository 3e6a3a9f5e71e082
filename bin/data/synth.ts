import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { MadeMarket } from '#app';
import { type CommonOptions, dataRoot, json, out, wholeNumber } from '../options.ts';
import { printJson, printLines } from '../print.ts';

interface SynthOptions extends CommonOptions {
  readonly seed?: number;
  readonly spec?: string;
  readonly candles?: number;
  readonly symbols?: readonly string[];
  readonly interval?: string;
  readonly volatility?: number;
  readonly correlation?: number;
  readonly jumps?: number;
  readonly missing?: number;
  readonly edge?: number;
  readonly hitRate?: number;
  readonly horizon?: number;
  readonly regimes: boolean;
  readonly clustering?: number;
  readonly tails?: number;
  readonly momentum?: number;
  readonly reversion?: number;
  readonly leadLag?: readonly LeadLag[];
  readonly bootstrap?: readonly string[];
  readonly blocks?: number;
  readonly gaps?: 'keep' | 'skip';
}

interface LeadLag {
  readonly leader: string;
  readonly follower: string;
  readonly lag: number;
  readonly sharpe: number;
}

/** Options that real candles leave no room for. */
const OF_A_SEED = [
  'spec',
  'candles',
  'symbols',
  'interval',
  'volatility',
  'correlation',
  'regimes',
  'jumps',
  'missing',
  'clustering',
  'tails',
  'momentum',
  'reversion',
  'leadLag',
  'edge',
  'hitRate',
  'horizon',
] as const satisfies readonly (keyof SynthOptions)[];

/** Adds `data synth`. */
export function addSynth(data: Command): void {
  data
    .command('synth')
    .summary('make a market: from a seed, or from real candles in another order')
    .description(
      `Writes a market as CSV files, one for each instrument, and what is true about it beside them.
From a seed: spec.json, regimes.csv (the regime of every step), and with planted edges edges.csv and forecasts.csv.
With --bootstrap, from blocks of real candles: bootstrap.json and sources.csv (which real candle each one repeats).`,
    )
    .addOption(json())
    .addOption(out('folder for the files (default: candlebench-out/synthetic)'))
    .addOption(dataRoot())
    .option('--seed <n>', 'seed (default: 1)', wholeNumber(0))
    .option('--spec <file>', 'JSON file with any settings of a synthetic market; options win over it')
    .option('--candles <n>', 'candles of each instrument', wholeNumber(2))
    .option('--symbols <list>', 'names, separated by commas', (text) => text.split(','))
    .option('--interval <interval>', 'such as 15m, 1h or 1d')
    .option('--volatility <fraction>', 'annual volatility', anyNumber)
    .option('--correlation <c>', 'of any two instruments', anyNumber)
    .option('--no-regimes', 'neither drift nor changes of volatility by regime')
    .option('--jumps <n>', 'jumps a year', anyNumber)
    .option('--missing <share>', 'share of missing candles', anyNumber)
    .option('--clustering <deviation>', 'volatility that clusters: deviation of its logarithm', anyNumber)
    .option('--tails <degrees>', "fat tails: degrees of freedom of Student's t", anyNumber)
    .option('--momentum <sharpe>', 'plant momentum worth this annual Sharpe ratio', anyNumber)
    .option('--reversion <sharpe>', 'plant mean reversion worth this annual Sharpe ratio', anyNumber)
    .option(
      '--lead-lag <plan>',
      'plant a leader whom another follows: leader,follower,candles,sharpe; may be given several times',
      addLeadLag,
    )
    .option('--edge <strength>', 'older edge, by its correlation with returns; 0 plants none', anyNumber)
    .option('--hit-rate <share>', 'also write signals.csv, of a model that is right this share of the time', anyNumber)
    .option('--horizon <n>', 'candles that the model looks ahead (default: 12)', wholeNumber(1))
    .addOption(new Option('--bootstrap <files...>', 'draw from these candle files instead').conflicts([...OF_A_SEED]))
    .option('--blocks <candles>', 'mean length of the blocks (default: chosen from the candles)', anyNumber)
    .addOption(new Option('--gaps <what>', 'candles after gaps: draw them or not').choices(['keep', 'skip']))
    .addHelpText(
      'after',
      `
Examples:
  candlebench data synth --seed 3 --symbols AAA,BBB --momentum 2 --tails 4
  candlebench data synth --lead-lag AAA,BBB,3,2.5 --symbols AAA,BBB --out led
  candlebench data synth --bootstrap BTC.csv.gz ETH.csv.gz --blocks 24`,
    )
    .action(makeMarket);
}

async function makeMarket(options: SynthOptions, command: Command): Promise<void> {
  const { bootstrap, readMarketSpec, synthesize } = await import('#app');
  const { seed, blocks, gaps } = options;
  const folder = options.out ?? join('candlebench-out', 'synthetic');
  let made: MadeMarket;
  if (options.bootstrap !== undefined) {
    const files = options.bootstrap.map((file) => resolve(options.dataRoot ?? '.', file));
    made = await bootstrap({ files, ...present({ seed, blockLength: blocks, gaps }) }, folder);
  } else {
    if (blocks !== undefined || gaps !== undefined) command.error("error: '--blocks' and '--gaps' need '--bootstrap'");
    const given = options.spec === undefined ? {} : await readMarketSpec(options.spec);
    const { hitRate, horizon = 12 } = options;
    const signals = hitRate === undefined ? undefined : { seed: seed ?? 1, hitRate, horizon };
    made = synthesize({ ...given, ...marketOf(options, given.edges) }, folder, signals);
  }
  if (options.json === true) printJson(made);
  else printLines([...made.files, ...made.labels]);
}

/** The settings of a market that options name. */
function marketOf(options: SynthOptions, givenEdges: unknown): object {
  const { seed, candles, symbols, interval, volatility, correlation, jumps, missing, edge } = options;
  const { clustering, tails, momentum, reversion, leadLag } = options;
  const edges = present({
    momentum: momentum === undefined ? undefined : { sharpe: momentum },
    reversion: reversion === undefined ? undefined : { sharpe: reversion },
    leadLag,
  });
  const planted = Object.keys(edges).length > 0;
  return present({
    ...{ seed, candles, symbols, interval, volatility, correlation, jumps, missing, edge },
    regimes: options.regimes ? undefined : false,
    clustering: clustering === undefined ? undefined : { deviation: clustering },
    degreesOfFreedom: tails,
    edges: planted ? { ...(givenEdges as object | undefined), ...edges } : undefined,
  });
}

/** The entries that have a value. */
function present<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Only undefined was taken out.
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof present<T>
  >;
}

function anyNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.');
  return value;
}

function addLeadLag(text: string, before: readonly LeadLag[] = []): readonly LeadLag[] {
  const [leader = '', follower = '', lag = '', sharpe = '', ...rest] = text.split(',');
  if (leader === '' || follower === '' || sharpe === '' || rest.length > 0) {
    throw new InvalidArgumentError('Expected leader, follower, candles and Sharpe ratio, such as AAA,BBB,3,2.');
  }
  return [...before, { leader, follower, lag: anyNumber(lag), sharpe: anyNumber(sharpe) }];
}
