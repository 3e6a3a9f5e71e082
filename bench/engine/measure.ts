import { BacktestHost, type BacktestInput, createColumnCache } from '#engine';
import { CONFIGS, makeInputs, makeSeries, type Rotation } from './scenario.ts';

/** One row of the engine benchmark; rates are million candles x symbols per second of CPU time. */
export interface EngineRow {
  readonly mbars: number;
  /** Fills of a run, mean over the configs. */
  readonly fills: number;
  /** How many times faster than the same runs one candle at a time, in the same process. */
  readonly ratioToBarByBar: number;
}

export interface EngineCase {
  readonly name: string;
  readonly symbols: number;
  readonly candles: number;
  /** `cached`: signals are cached, only stops, costs and limits turn. `cold`: no indicator or signal is cached before every 16 configs, and thresholds turn. */
  readonly cache: 'cached' | 'cold';
}

export const ENGINE_CASES: readonly EngineCase[] = [
  { name: 'one-50k.cold', symbols: 1, candles: 50_000, cache: 'cold' },
  { name: 'one-50k.cached', symbols: 1, candles: 50_000, cache: 'cached' },
  { name: 'ten-50k.cold', symbols: 10, candles: 50_000, cache: 'cold' },
  { name: 'ten-50k.cached', symbols: 10, candles: 50_000, cache: 'cached' },
  { name: 'one-1m.cold', symbols: 1, candles: 1_000_000, cache: 'cold' },
];

/** CPU time that the fast way of a case gets at the least. */
const SECONDS = 2;
/** CPU time spent first, both ways in turn, so that what is measured is compiled code. */
const WARM_UP_SECONDS = 2;

/**
 * Runs one case; the fast way and the candle-by-candle way take turns, so that both see the same machine. The fastest
 * round of each counts: on a machine that others share, every other round measures them too.
 */
export function measureEngine({ symbols, candles, cache }: EngineCase): EngineRow {
  const series = makeSeries(symbols, candles);
  const rotation: Rotation = cache === 'cold' ? 'thresholds' : 'settings';
  const inputs = makeInputs(series, rotation);
  const columns = createColumnCache(1024 * 1024 * 1024);
  const host = new BacktestHost({ series, instruments: inputs[0].instruments, market: '24/7', cache: columns });
  const round = (coasting: boolean): { seconds: number; fills: number } => {
    if (cache === 'cold') {
      columns.clear();
      host.clear();
    }
    return runAll(host, inputs, coasting);
  };
  for (let warm = 0; warm < WARM_UP_SECONDS; ) warm += round(true).seconds + round(false).seconds;
  let fast = Number.POSITIVE_INFINITY;
  let slow = Number.POSITIVE_INFINITY;
  let spent = 0;
  let fills = 0;
  do {
    const one = round(true);
    fast = Math.min(fast, one.seconds);
    fills = one.fills;
    slow = Math.min(slow, round(false).seconds);
    spent += one.seconds;
  } while (spent < SECONDS);
  return {
    mbars: (symbols * candles * CONFIGS) / fast / 1e6,
    fills: fills / CONFIGS,
    ratioToBarByBar: slow / fast,
  };
}

function runAll(host: BacktestHost, inputs: readonly BacktestInput[], coasting: boolean) {
  const before = process.cpuUsage();
  let fills = 0;
  for (const input of inputs) fills += host.measure(input, coasting).fills;
  const used = process.cpuUsage(before);
  return { seconds: (used.user + used.system) / 1e6, fills };
}
