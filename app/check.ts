import { createSyntheticMarket, openCatalog, syntheticSchema } from '#datasets';
import { bindStrategy, ConfigError, checkStrategy, type StrategyCheck, type StrategyDefinition } from '#engine';
import { catalogFolder } from './catalog/catalog-folder.ts';
import { findCandles } from './catalog/dataset-name.ts';
import { findStrategy } from './resolve-strategies.ts';
import { guardedCall, LOAD_SECONDS } from './strategy-files/guarded-call.ts';

/** Seconds that the contract suite may take over one strategy. */
const CHECK_SECONDS = 60;

/** How a strategy is checked. */
export interface CheckOptions {
  /** Values by parameter name; defaults where absent. */
  readonly params?: Readonly<Record<string, number | boolean | string>>;
  /** Candles to check on, a file or the name of a dataset in the catalog; a synthetic market when absent. */
  readonly candles?: string;
  /** Folder that a candle file is relative to; the working folder when absent. */
  readonly dataRoot?: string;
  /** Folder of the catalog; the user's own when absent. */
  readonly catalog?: string;
}

/** Outcome of the contract suite. */
export interface CheckOutcome {
  readonly strategy: string;
  readonly hash: string;
  readonly checks: readonly StrategyCheck[];
  readonly pass: boolean;
}

/**
 * Runs the contract suite on a strategy: causal, forgets its start, finite, same twice; clock and randomness are out of
 * its reach anyway.
 * @param use name of a shipped strategy, or path of a file
 * @throws ConfigError, StrategyError when it cannot even be loaded
 */
export async function check(use: string, options: CheckOptions = {}): Promise<CheckOutcome> {
  const { definition, hash, bundle } = await findStrategy(use, process.cwd());
  const what = bundle?.file ?? use;
  const params = options.params ?? {};
  guardedCall(what, LOAD_SECONDS, () => bindStrategy(definition, params));
  const { candles, dataRoot } = options;
  const catalog = openCatalog(catalogFolder(options.catalog));
  const series =
    candles === undefined ? syntheticSeries(definition) : (await findCandles(candles, catalog, dataRoot)).series;
  const checks = guardedCall(what, CHECK_SECONDS, () => checkStrategy(definition, params, series, {}));
  return { strategy: definition.name, hash, checks, pass: checks.every((one) => one.pass) };
}

function syntheticSeries(definition: StrategyDefinition) {
  const [series] = createSyntheticMarket(syntheticSchema.parse({ seed: 11, symbols: ['CHECK'], candles: 3000 })).series;
  if (series === undefined) throw new ConfigError('no-candles', `There are no candles to check ${definition.name} on.`);
  return series;
}
