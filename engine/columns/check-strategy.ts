/** The contract of a strategy, checked by running it; every result is a value, for people and for programs. */
import type { CandleSeries } from '../model/index.ts';
import { type BoundStrategy, bindStrategy } from './bind-strategy.ts';
import { noiseAfter, sliceSeries } from './check-series.ts';
import { createColumnCache } from './column-cache.ts';
import { ColumnEvaluator } from './column-evaluator.ts';
import { type CustomOperation, customInto } from './custom-column.ts';
import { evaluateStrategy, type SourceColumns } from './evaluate-strategy.ts';
import { nodesOf } from './graph-extent.ts';
import { isoTime } from './iso-time.ts';
import type { Operation, Output } from './node.ts';
import { resample } from './resample.ts';
import { sealFunction } from './sealed-function.ts';
import type { ParamValues, StrategyDefinition } from './strategy.ts';
import { createStrategyStream } from './strategy-stream.ts';

/** One clause of the contract. */
export interface StrategyCheck {
  readonly name:
    | 'runs'
    | 'causal: prefixes'
    | 'causal: noise'
    | 'forgets its start'
    | 'finite'
    | 'same twice'
    | 'stream equals columns'
    | 'self-contained';
  readonly pass: boolean;
  /** One sentence: what was tried, or what went wrong and where. */
  readonly detail: string;
}

export interface CheckOptions {
  readonly seed?: number;
  /** Longer series are cut to this many candles; 20,000 by default. */
  readonly maxCandles?: number;
}

/** Share of rows that may differ by the rest of a start that is all but forgotten. */
const FORGOTTEN = 0.005;
/** Relative difference of a stop or target that counts as forgotten: Wilder's averages keep e^-7 of their start. */
const FORGOTTEN_DISTANCE = 0.01;
/** Operations that may have no value although their inputs have. */
const SPARSE = new Set(['where', 'latch', 'div', 'vwap', 'roc']);

type Verdict = Pick<StrategyCheck, 'pass' | 'detail'>;

const good = (detail: string): Verdict => ({ pass: true, detail });
const bad = (detail: string): Verdict => ({ pass: false, detail });
const count = (n: number): string => n.toLocaleString('en-US');

const evaluateFresh = (bound: BoundStrategy, series: CandleSeries): SourceColumns =>
  evaluateStrategy(bound, series, createColumnCache());

const distancesOf = ({ stop, target }: SourceColumns): readonly (readonly ['stop' | 'target', Float64Array])[] => [
  ...(stop === null ? [] : [['stop', stop] as const]),
  ...(target === null ? [] : [['target', target] as const]),
];

/** First row before `end` at which two evaluations differ in any bit, with what differs; null where none does. */
function firstDifference(a: SourceColumns, b: SourceColumns, end: number): readonly [row: number, what: string] | null {
  for (let i = 0; i < end; i += 1) {
    if (a.packed[i] !== b.packed[i]) return [i, 'signal'];
    for (const what of ['stop', 'target'] as const) {
      const x = a[what];
      const y = b[what];
      if (x !== null && y !== null && !Object.is(x[i], y[i])) return [i, what];
    }
  }
  return null;
}

/** Eight rows spread over a series, the last one among them; none twice. */
function spread(length: number): readonly number[] {
  const rows = Array.from({ length: 8 }, (_, k) => Math.floor(((k + 1) * length) / 8) - 1);
  return [...new Set(rows)].filter((row) => row >= 0);
}

function checkPrefixes(bound: BoundStrategy, series: CandleSeries, whole: SourceColumns): Verdict {
  const rows = spread(series.length).map((row, k) => Math.max(0, row - 37 * k));
  for (const row of rows) {
    const found = firstDifference(evaluateFresh(bound, sliceSeries(series, 0, row + 1)), whole, row + 1);
    if (found === null) continue;
    const [at, what] = found;
    return bad(`Its ${what} at ${isoTime(series.time[at])} depends on candles after ${isoTime(series.time[row])}.`);
  }
  return good(`${rows.length} prefixes of up to ${count(series.length)} candles give the same columns.`);
}

function checkNoise(bound: BoundStrategy, series: CandleSeries, whole: SourceColumns, seed: number): Verdict {
  const rows = spread(series.length).filter((row) => row < series.length - 1);
  for (const row of rows) {
    const found = firstDifference(evaluateFresh(bound, noiseAfter(series, row, seed)), whole, row + 1);
    if (found === null) continue;
    const [at, what] = found;
    return bad(
      `Its ${what} at ${isoTime(series.time[at])} changes when candles after ${isoTime(series.time[row])} are replaced.`,
    );
  }
  return good(`Replacing all candles after ${rows.length} instants by noise changes nothing before them.`);
}

function forgottenDistance(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= FORGOTTEN_DISTANCE * Math.max(Math.abs(a), Math.abs(b));
}

function checkForgets(bound: BoundStrategy, series: CandleSeries, whole: SourceColumns, latches: boolean): Verdict {
  const { warmup } = whole;
  const room = series.length - warmup;
  if (room < 200) {
    return bad(
      `Cannot be judged: its warm-up is ${count(warmup)} of ${count(series.length)} candles; 200 more are needed.`,
    );
  }
  for (const start of [Math.floor(room / 3), Math.floor(room / 2) + 1]) {
    const late = evaluateFresh(bound, sliceSeries(series, start, series.length));
    // A latch says nothing until something sets it, so only the later half can tell whether it remembers more.
    const settled = start + warmup;
    const from = latches ? Math.floor((settled + series.length) / 2) : settled;
    let differing = 0;
    let first = -1;
    for (let i = from; i < series.length; i += 1) {
      const same =
        late.packed[i - start] === whole.packed[i] &&
        distancesOf(whole).every(([what, column]) =>
          forgottenDistance(column[i], late[what]?.[i - start] ?? Number.NaN),
        );
      if (same) continue;
      differing += 1;
      if (first < 0) first = i;
    }
    if (differing > FORGOTTEN * (series.length - from)) {
      return bad(
        `Begun ${count(start)} candles later, it differs at ${count(differing)} of ${count(series.length - from)} candles ` +
          `after its warm-up of ${count(warmup)}, first at ${isoTime(series.time[first])}.`,
      );
    }
  }
  return good(`Begun later, it says the same after its warm-up of ${count(warmup)} candles.`);
}

function countMissing(column: Float64Array, from: number): number {
  if (column.length === 1) return 0;
  let missing = 0;
  for (let i = from; i < column.length; i += 1) if (Number.isNaN(column[i])) missing += 1;
  return missing;
}

function checkFinite(bound: BoundStrategy, series: CandleSeries, whole: SourceColumns): Verdict {
  const { signal, stop, target } = bound.graph;
  const evaluator = new ColumnEvaluator(series, createColumnCache());
  const named: readonly (readonly [string, Output | null, number])[] = [
    ['direction', signal.direction, whole.length],
    ['strength', signal.strength, whole.length],
    ['confidence', signal.confidence, whole.length],
    ['stop', stop, whole.warmup],
    ['target', target, whole.warmup],
  ];
  for (const [name, output, from] of named) {
    const rows = series.length - from;
    if (output === null || rows <= 0) continue;
    const missing = countMissing(evaluator.column(output), from);
    const sparse = nodesOf([output]).some(({ operation }) => SPARSE.has(operation.name) || isCustom(operation));
    if (missing > 0 && (!sparse || missing === rows)) {
      return bad(
        `Its ${name} has no value at ${count(missing)} of ${count(rows)} candles after the first ${count(from)}.`,
      );
    }
  }
  return good(`No value is missing after the first ${count(whole.length)} candles.`);
}

function checkStream(bound: BoundStrategy, series: CandleSeries, whole: SourceColumns): Verdict {
  const stream = createStrategyStream(bound, series);
  for (let i = 0; i < series.length; i += 1) {
    const streamed = stream.next({
      time: series.time[i],
      open: series.open[i],
      high: series.high[i],
      low: series.low[i],
      close: series.close[i],
      volume: series.volume[i],
    });
    const same =
      streamed.packed === whole.packed[i] &&
      Object.is(streamed.stop, whole.stop?.[i] ?? Number.NaN) &&
      Object.is(streamed.target, whole.target?.[i] ?? Number.NaN);
    if (!same) return bad(`Candle by candle it says something else than as columns at ${isoTime(series.time[i])}.`);
  }
  return good(`${count(series.length)} candles one by one give the bits of the columns.`);
}

const isCustom = (operation: Operation): operation is CustomOperation => 'custom' in operation;

function checkSelfContained(bound: BoundStrategy, series: CandleSeries): Verdict {
  const { signal, stop, target } = bound.graph;
  const outputs = [signal.direction, signal.strength, signal.confidence, stop, target].filter((o) => o !== null);
  const cache = createColumnCache();
  let checked = 0;
  for (const node of nodesOf(outputs)) {
    const { operation, frame } = node;
    if (!isCustom(operation) || operation.name.startsWith('custom ta.')) continue;
    const { name, values, makeNext } = operation.custom;
    const rows = typeof frame === 'number' ? resample(series, frame).series : series;
    const evaluator = new ColumnEvaluator(rows, cache);
    const sealed = new Float64Array(rows.length);
    const inputs = node.inputs.map((input) => {
      const column = evaluator.column(input);
      return column.length === 1 ? new Float64Array(rows.length).fill(column[0]) : column;
    });
    try {
      customInto(sealed, inputs, rows.time, name, values, sealFunction(makeNext));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return bad(`Column ${name} needs something that its source and params do not hold: ${message}.`);
    }
    const open = evaluator.column({ node, output: 0 });
    const at = sealed.findIndex((value, i) => !Object.is(value, open[i]));
    if (at >= 0)
      return bad(`Column ${name} differs at ${isoTime(rows.time[at])} when only its source and params are known.`);
    checked += 1;
  }
  return good(checked === 0 ? 'It has no custom columns.' : `${checked} custom columns depend on their inputs alone.`);
}

/** Runs one clause; what the strategy throws is its verdict. */
function judge(name: StrategyCheck['name'], run: () => Verdict): StrategyCheck {
  try {
    return { name, ...run() };
  } catch (error) {
    return { name, pass: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Runs the contract suite on a strategy: causal, forgets its start, finite, same twice, stream equals columns,
 * custom columns without clock, chance or outside state.
 * @param params values by name; missing ones take their defaults
 * @param series candles to try it on; some thousand are enough
 * @returns one verdict per clause; only `runs` when it does not run at all
 */
export function checkStrategy(
  definition: StrategyDefinition,
  params: ParamValues,
  series: CandleSeries,
  options: CheckOptions = {},
): readonly StrategyCheck[] {
  const { seed = 1, maxCandles = 20_000 } = options;
  const used = series.length > maxCandles ? sliceSeries(series, 0, maxCandles) : series;
  let attempt: { readonly bound: BoundStrategy; readonly whole: SourceColumns } | null = null;
  const runs = judge('runs', () => {
    const bound = bindStrategy(definition, params);
    attempt = { bound, whole: evaluateFresh(bound, used) };
    return good(`It runs on ${count(used.length)} candles.`);
  });
  // TypeScript does not see that the closure above assigned it.
  const ran = attempt as { readonly bound: BoundStrategy; readonly whole: SourceColumns } | null;
  if (ran === null) return [runs];
  const { bound, whole } = ran;
  const { signal, stop, target } = bound.graph;
  const outputs = [signal.direction, stop, target].filter((output) => output !== null);
  const latches = nodesOf(outputs).some(({ operation }) => operation.name === 'latch');
  return [
    runs,
    judge('causal: prefixes', () => checkPrefixes(bound, used, whole)),
    judge('causal: noise', () => checkNoise(bound, used, whole, seed)),
    judge('forgets its start', () => checkForgets(bound, used, whole, latches)),
    judge('finite', () => checkFinite(bound, used, whole)),
    judge('same twice', () => {
      const found = firstDifference(evaluateFresh(bindStrategy(definition, params), used), whole, used.length);
      if (found === null) return good('A second run gives the same bits.');
      return bad(`A second run gives another ${found[1]} at ${isoTime(used.time[found[0]])}.`);
    }),
    judge('stream equals columns', () => checkStream(bound, used, whole)),
    judge('self-contained', () => checkSelfContained(bound, used)),
  ];
}
