import { type LoadedSignals, sliceSeries } from '#datasets';
import {
  type BacktestInput,
  bindStrategy,
  type CandleSeries,
  ConfigError,
  createColumnCache,
  evaluateStrategy,
  lowerBound,
  type StrategyDefinition,
  type StrategyEntry,
} from '#engine';
import { catalogFolder } from './catalog/catalog-folder.ts';
import { type DecodedBacktest, pipelineOf } from './config/backtest-schema.ts';
import { decodeBacktest, strategyId } from './config/decode-backtest.ts';
import { readConfigFile } from './config/read-config.ts';
import { recordedId } from './config/recorded-schema.ts';
import { formatInstant } from './config/time-fields.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { hashOf } from './identity.ts';
import { type CatalogReference, gridOf, type LoadedData, loadData } from './load-data.ts';
import { loadRecorded, recordedEntries } from './recorded-signals.ts';
import { type ResolvedStrategy, resolveStrategies } from './resolve-strategies.ts';
import { guardedCall, LOAD_SECONDS } from './strategy-files/guarded-call.ts';
import { placeUserError } from './strategy-files/user-error.ts';

/** Where a config came from, and where its files lie. */
export interface Origin {
  /** File or object; begins error messages. */
  readonly where: string;
  /** Folder that strategy files are relative to. */
  readonly folder: string;
  /** Folder that candle files are relative to. */
  readonly dataRoot: string;
  /** Folder of the catalog. */
  readonly catalog: string;
}

/** A config with everything it names found, loaded and checked. */
export interface PreparedRun {
  readonly name: string;
  readonly given: unknown;
  readonly config: DecodedBacktest;
  readonly origin: Origin;
  readonly data: LoadedData;
  readonly strategies: readonly ResolvedStrategy[];
  /** In the order of the config. */
  readonly recorded: readonly LoadedSignals[];
}

/** Candles on which a user's strategy is tried before the run, under a short time limit. */
const TRIAL_CANDLES = 256;

/** Seconds that a run with user code may take: generous, as it only has to catch a loop for ever. */
export function runSeconds(series: readonly CandleSeries[]): number {
  const candles = series.reduce((sum, one) => sum + one.length, 0);
  return 30 + Math.ceil(candles / 50_000);
}

/** What user code a run holds, for messages; null when it holds none. */
export function userFiles(strategies: readonly ResolvedStrategy[]): string | null {
  const files = strategies.flatMap(({ bundle }) => (bundle === null ? [] : [bundle.file]));
  return files.length === 0 ? null : [...new Set(files)].join(', ');
}

/**
 * Reads a config, from a file or an object.
 * @param source path, or the config itself
 * @param dataRoot folder of candle files; the config's own folder when absent
 * @param catalog folder of the catalog; the user's own when absent
 */
export async function readBacktest(
  source: unknown,
  dataRoot?: string,
  catalog?: string,
): Promise<{ readonly given: unknown; readonly origin: Origin }> {
  const place = (where: string, folder: string): Origin => ({
    where,
    folder,
    dataRoot: dataRoot ?? folder,
    catalog: catalogFolder(catalog),
  });
  if (typeof source !== 'string') return { given: source, origin: place('config', process.cwd()) };
  const file = await readConfigFile(source);
  return { given: file.value, origin: place(file.name, file.folder) };
}

/**
 * Decodes a config and loads what it names: strategies and candles, then recorded signals.
 * @throws ConfigError, StrategyError, DatasetError
 */
export async function prepareRun(given: unknown, origin: Origin): Promise<PreparedRun> {
  const config = decodeBacktest(given, origin.where);
  const { strategies, loaded } = await loadBoth(config, origin);
  const data = cutToSpan(config, loaded);
  const recorded = await loadRecorded(config, data.series, origin.dataRoot);
  for (const { entry, bundle } of strategies) {
    const [series] = data.series;
    if (bundle === null || series === undefined) continue;
    const head = sliceSeries(series, null, series.time[Math.min(series.length - 1, TRIAL_CANDLES)]);
    guardedCall(bundle.file, LOAD_SECONDS, () =>
      evaluateStrategy(bindStrategy(entry.definition, entry.params), head, createColumnCache()),
    );
  }
  return { name: config.name ?? nameOf(origin.where), given, config, origin, data, strategies, recorded };
}

/** Loads strategies and data; what is wrong with the strategies is told first, and ends the reading. */
async function loadBoth(
  config: DecodedBacktest,
  origin: Origin,
): Promise<{ readonly strategies: readonly ResolvedStrategy[]; readonly loaded: LoadedData }> {
  const reading = new AbortController();
  // Files are read while the compiler of user files starts; candles that are made would keep it waiting.
  const early = config.data.synthetic === undefined ? loadData(config.data, origin, reading.signal) : null;
  // Told below, where the strategies are right.
  early?.catch(() => undefined);
  try {
    const strategies = await resolveStrategies(config.strategies, origin.folder);
    for (const { entry, bundle } of strategies) {
      guardedCall(bundle?.file ?? entry.id, LOAD_SECONDS, () => bindStrategy(entry.definition, entry.params));
    }
    return { strategies, loaded: await (early ?? loadData(config.data, origin)) };
  } catch (error) {
    reading.abort();
    throw error;
  }
}

/**
 * Cuts what a run must not see: candles after `to`, and with a fixed warm-up all candles before it begins, so that a
 * warm-up of 0 means that nothing before `from` was ever known.
 */
export function cutToSpan(config: DecodedBacktest, data: LoadedData): LoadedData {
  const { from, to, warmup } = config;
  if (from === null && to === null) return data;
  const grid = gridOf(data.series);
  const inside = lowerBound(grid, to ?? Number.POSITIVE_INFINITY) - lowerBound(grid, from ?? Number.NEGATIVE_INFINITY);
  if (inside < 1) {
    const span = `${formatInstant(grid[0])} to ${formatInstant(grid[grid.length - 1])}`;
    throw new ConfigError('empty-span', `Expected from and to to lie within the data, which go from ${span}.`, {
      from,
      to,
    });
  }
  const start = from !== null && warmup !== 'derived' ? grid[Math.max(0, lowerBound(grid, from) - warmup)] : null;
  return { ...data, series: data.series.map((one) => sliceSeries(one, start, to)) };
}

function nameOf(where: string): string {
  return where.replace(/\.(json|[cm]?[jt]s)$/, '');
}

/** Who a run is: equal inputs, equal identity, whatever folder or machine. */
export interface RunIdentity {
  readonly engineVersion: string;
  readonly runId: string;
  readonly configHash: string;
  readonly strategies: readonly {
    readonly id: string;
    readonly name: string;
    readonly use: string;
    readonly hash: string;
    readonly params: Readonly<Record<string, number | boolean | string>>;
  }[];
  readonly data: readonly { readonly symbol: string; readonly id: string }[];
  /** Recorded signals: base name of the file, and the hash of what it holds, whatever its format. */
  readonly signals: readonly { readonly id: string; readonly file: string; readonly hash: string }[];
  /** What was taken from the catalog, as it is kept there; absent where nothing was. */
  readonly datasets?: readonly CatalogReference[];
}

/** Identifies a prepared run by the hashes of everything it is a function of. */
export function identifyRun(run: PreparedRun): RunIdentity {
  const strategies = run.strategies.map(({ entry, use, hash }) => ({
    id: entry.id,
    name: entry.definition.name,
    use,
    hash,
    params: guardedCall(entry.id, LOAD_SECONDS, () => bindStrategy(entry.definition, entry.params)).params,
  }));
  const data = run.data.series.map(({ symbol, id }) => ({ symbol, id }));
  const signals = run.recorded.map(({ signals: { id: hash }, file }, i) => {
    return { id: recordedId(run.config.signals[i]), file, hash };
  });
  const configHash = hashOf(run.config);
  const runId = hashOf({
    engine: ENGINE_VERSION,
    config: configHash,
    strategies: strategies.map((s) => s.hash),
    data,
    signals: signals.map((s) => s.hash),
  }).slice(0, 12);
  const { datasets } = run.data;
  const identity = { engineVersion: ENGINE_VERSION, runId, configHash, strategies, data, signals };
  return datasets.length === 0 ? identity : { ...identity, datasets };
}

/** The input of the engine for a prepared run. */
export function inputOf(run: PreparedRun): BacktestInput {
  const { from, to, data } = run.config;
  return {
    name: run.name,
    config: pipelineOf(run.config),
    instruments: run.data.instruments,
    series: run.data.series,
    strategies: strategyEntries(
      run.config,
      run.strategies.map(({ entry }) => entry.definition),
    ),
    recorded: recordedEntries(
      run.config,
      run.recorded.map(({ signals }) => signals),
    ),
    from,
    to,
    market: data.market,
  };
}

/** The strategies of a config with their code. */
export function strategyEntries(config: DecodedBacktest, definitions: readonly StrategyDefinition[]): StrategyEntry[] {
  return config.strategies.map(({ id, use, params, weight, active, validity, symbols }, i) => ({
    id: strategyId({ id, use }),
    definition: definitions[i],
    params,
    weight,
    active,
    validity,
    symbols,
  }));
}

/** Runs code that evaluates user strategies: under a time limit where there are any, errors placed in any case. */
export function withUserCode<T>(run: Pick<PreparedRun, 'strategies' | 'data'>, evaluate: () => T): T {
  const files = userFiles(run.strategies);
  if (files !== null) return guardedCall(files, runSeconds(run.data.series), evaluate);
  try {
    return evaluate();
  } catch (error) {
    throw placeUserError(error);
  }
}
