import { basename, join } from 'node:path';
import {
  type BootstrapOptions,
  bootstrapMarket,
  createSyntheticMarket,
  createSyntheticSignals,
  formatSignalsCsv,
  loadCandles,
  type SyntheticMarket,
  type SyntheticSignalSpec,
  syntheticSchema,
  writeCandlesCsv,
} from '#datasets';
import { type CandleSeries, ConfigError, REGIMES } from '#engine';
import { decode, show } from './config/decode.ts';
import { readConfigFile } from './config/read-config.ts';
import { isRecord } from './config/schema-map.ts';
import { formatDouble, formatField } from './run-folder/csv-text.ts';
import { formatJson } from './run-folder/run-document.ts';
import { prepareFolder, writeAtomically } from './run-folder/write-atomically.ts';

/** Paths of what a made market consists of. */
export interface MadeMarket {
  /** Candles, one file for each instrument. */
  readonly files: readonly string[];
  /** What is true about the market and cannot be read off its candles for sure, and how to make it again. */
  readonly labels: readonly string[];
}

/**
 * Writes a synthetic market as CSV files, one for each instrument, and beside them `spec.json`, the `regimes.csv` of
 * every step, and where edges are planted `edges.csv` and the `forecasts.csv` of every step.
 * @param spec settings of the market; defaults where absent
 * @param signals what `signals.csv` holds, recorded signals about the market; none when absent
 * @throws ConfigError invalid-config, same-file, unwritable; DatasetError synthetic-range
 */
export function synthesize(spec: unknown, folder: string, signals?: SyntheticSignalSpec): MadeMarket {
  const market = createSyntheticMarket(decode(syntheticSchema, spec, 'synthetic'));
  const recorded = signals === undefined ? null : createSyntheticSignals(market.series, signals).signals;
  return writeMarket(folder, market.series, {
    'spec.json': formatJson(market.spec),
    'regimes.csv': formatRegimes(market),
    ...(market.edges.length === 0
      ? {}
      : { 'edges.csv': formatEdges(market), 'forecasts.csv': formatForecasts(market) }),
    ...(recorded === null ? {} : { 'signals.csv': formatSignalsCsv(recorded) }),
  });
}

/**
 * Reads the settings of a synthetic market from a file; they are not judged yet.
 * @throws ConfigError unreadable-file, invalid-json, invalid-config when it holds no object
 */
export async function readMarketSpec(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { name, value } = await readConfigFile(path);
  if (isRecord(value)) return value;
  throw new ConfigError('invalid-config', `${name}: Expected an object, was ${show(value)}.`, { path });
}

/** What `bootstrap` is to do. */
export interface BootstrapRequest extends BootstrapOptions {
  /** Candle files of one interval. */
  readonly files: readonly string[];
}

/**
 * Writes a market resampled from real candles as CSV files, one for each instrument, and beside them `bootstrap.json`
 * and `sources.csv`: which real candle each made one repeats.
 * @throws DatasetError with file and line; ConfigError bootstrap-options, same-file, unwritable
 */
export async function bootstrap(request: BootstrapRequest, folder: string): Promise<MadeMarket> {
  const { files, ...options } = request;
  const loaded: CandleSeries[] = [];
  for (const file of files) loaded.push((await loadCandles(file)).series);
  const { series, blockLength, sources } = bootstrapMarket(loaded, options);
  const origin = loaded.map(({ symbol, id }, k) => ({ symbol, file: basename(files[k] as string), id }));
  const times = series[0]?.time ?? new Float64Array(0);
  const lines = Array.from(times, (time, i) => `${time},${sources[i]}\n`);
  return writeMarket(folder, series, {
    'bootstrap.json': formatJson({ seed: options.seed ?? 1, blockLength, gaps: options.gaps ?? 'keep', origin }),
    'sources.csv': `timestamp,source\n${lines.join('')}`,
  });
}

/** Candles first: where a label is, its candles are. */
function writeMarket(
  folder: string,
  list: readonly CandleSeries[],
  labels: Readonly<Record<string, string>>,
): MadeMarket {
  const names = list.map(({ symbol }) => `${symbol.replaceAll(/[^\w.-]/g, '-')}.csv`);
  const taken = new Map<string, string>(Object.keys(labels).map((name) => [name, `the labels ${name}`]));
  for (const [k, name] of names.entries()) {
    const { symbol } = list[k] as CandleSeries;
    // Case counts on some disks only.
    const other = taken.get(name.toLowerCase());
    if (other !== undefined) {
      const text = `Expected every instrument to have a file of its own, was ${name} for ${symbol} and for ${other}.`;
      throw new ConfigError('same-file', text, { symbol, name });
    }
    taken.set(name.toLowerCase(), symbol);
  }
  prepareFolder(folder);
  const write = (name: string, action: (path: string) => void): string => {
    const path = join(folder, name);
    action(path);
    return path;
  };
  const files = names.map((name, k) => write(name, (path) => writeCandlesCsv(path, list[k] as CandleSeries)));
  const beside = Object.entries(labels).map(([name, text]) => write(name, (path) => writeAtomically(path, text)));
  return { files, labels: beside };
}

/** Open times of every step of the common grid, missing candles or not. */
function gridOf({ series, regimes }: SyntheticMarket): number[] {
  // The first candle is never missing.
  const { time, intervalMs } = series[0] as CandleSeries;
  return Array.from(regimes, (_, step) => (time[0] as number) + step * intervalMs);
}

function formatRegimes(market: SyntheticMarket): string {
  const lines = gridOf(market).map((time, step) => `${time},${REGIMES[market.regimes[step] as number]}\n`);
  return `timestamp,regime\n${lines.join('')}`;
}

function formatEdges({ edges }: SyntheticMarket): string {
  const lines = edges.map(({ kind, source, symbol, sharpe, strength }) =>
    [kind, source, symbol, sharpe, strength].map(formatField).join(),
  );
  return ['kind,source,symbol,sharpe,strength', ...lines, ''].join('\n');
}

function formatForecasts(market: SyntheticMarket): string {
  const { edges } = market;
  const names = edges.map(({ kind, source, symbol }) => formatField(`${kind} ${source} ${symbol}`));
  const lines = gridOf(market).map((time, step) =>
    [time, ...edges.map(({ forecast }) => formatDouble(forecast[step] as number))].join(),
  );
  return [['timestamp', ...names].join(), ...lines, ''].join('\n');
}
