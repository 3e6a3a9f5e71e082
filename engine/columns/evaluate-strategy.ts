import { type CandleSeries, ConfigError, StrategyError } from '../model/index.ts';
import type { BoundStrategy } from './bind-strategy.ts';
import type { ColumnCache } from './column-cache.ts';
import { ColumnEvaluator } from './column-evaluator.ts';
import { extentOf } from './graph-extent.ts';
import { isoTime } from './iso-time.ts';
import type { Output } from './node.ts';
import { extendInto, packInto } from './pack-signals.ts';
import type { StrategyGraph } from './strategy.ts';

/** What a strategy says about one instrument, row by row of its own candles. The cache owns the columns: read only. */
export interface SourceColumns {
  /** One packed signal per row (packSignal), 0 for no opinion. */
  readonly packed: Int32Array;
  /** Distances from the entry price in price units, NaN for none; null when the strategy has no such column. */
  readonly stop: Float64Array | null;
  readonly target: Float64Array | null;
  /** Rows before which the columns have not forgotten their start. */
  readonly warmup: number;
  /** Rows before the first opinion can be. */
  readonly length: number;
}

export interface EvaluateOptions {
  /** Candles an opinion stays alive, integer >= 1; 1 by default. */
  readonly validity?: number;
}

const keyOf = ({ node, output }: Output): string => `${node.key}.${output}`;

/** @throws {ConfigError} unless it is an integer >= 1 */
export function checkValidity(validity: number): number {
  if (Number.isSafeInteger(validity) && validity >= 1) return validity;
  throw new ConfigError('bad-validity', `Expected validity to be an integer >= 1, was ${String(validity)}.`, {
    validity,
  });
}

/** The error for a strength or confidence out of range. */
export function rangeError(name: string, strength: number, confidence: number, time: number): StrategyError {
  const strengthFits = [1, 2, 3, 4].includes(strength);
  const [what, range, was] = strengthFits
    ? ['confidence', 'from 0 to 1', confidence]
    : ['strength', '1, 2, 3 or 4', strength];
  const message = `Expected the ${what} of strategy ${name} to be ${range}, was ${was} at ${isoTime(time)}.`;
  return new StrategyError('out-of-range', message, { name, strength, confidence, time });
}

function packSignals(
  name: string,
  graph: StrategyGraph,
  evaluator: ColumnEvaluator,
  series: CandleSeries,
  validity: number,
): Int32Array {
  const { signal } = graph;
  const strength = evaluator.column(signal.strength);
  const confidence = evaluator.column(signal.confidence);
  const packed = new Int32Array(series.length);
  evaluator.forEachBlock(signal.direction, (direction, from, to) => {
    const part = (column: Float64Array) => (column.length === 1 ? column : column.subarray(from, to));
    const bad = packInto(packed.subarray(from, to), direction, part(strength), part(confidence), signal.zero);
    if (bad < 0) return;
    const at = (column: Float64Array) => column[column.length === 1 ? 0 : from + bad];
    throw rangeError(name, at(strength), at(confidence), series.time[from + bad]);
  });
  if (validity > 1) extendInto(packed, validity);
  return packed;
}

/**
 * Computes everything a strategy says about a series, reusing what the cache holds.
 * @param series candles of one instrument; equal ids must mean equal candles
 * @throws {StrategyError} on a strength or confidence out of range, or a custom column that gives no number
 */
export function evaluateStrategy(
  bound: BoundStrategy,
  series: CandleSeries,
  cache: ColumnCache,
  options: EvaluateOptions = {},
): SourceColumns {
  const validity = checkValidity(options.validity ?? 1);
  const { graph, definition } = bound;
  const { signal, stop, target } = graph;
  const evaluator = new ColumnEvaluator(series, cache);
  const spoken = [signal.direction, signal.strength, signal.confidence];
  const key = `${series.id}|signal ${signal.zero} ${validity} ${spoken.map(keyOf).join(' ')}`;
  let packed = cache.get(key)?.packed ?? null;
  if (packed === null) {
    packed = packSignals(definition.name, graph, evaluator, series, validity);
    cache.set(key, { columns: [], packed });
  }
  const { length } = extentOf(spoken, series.intervalMs);
  const all = extentOf([...spoken, ...[stop, target].filter((output) => output !== null)], series.intervalMs);
  return {
    packed,
    stop: stop === null ? null : evaluator.column(stop),
    target: target === null ? null : evaluator.column(target),
    warmup: Math.max(all.length, all.memory),
    length,
  };
}
