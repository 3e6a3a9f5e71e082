import { sliceSeries } from '#datasets';
import {
  BacktestHost,
  bindStrategy,
  type CandleSeries,
  createColumnCache,
  createRandom,
  evaluateStrategy,
  StrategyError,
} from '#engine';
import type { ParamSpec, ParamValue, ParamValues } from '#optimizers/model';
import type { DecodedBacktest } from '../config/backtest-schema.ts';
import { inputOf, type PreparedRun } from '../prepare-run.ts';
import { applyValues } from './settings.ts';
import type { StudySpace } from './study-space.ts';

/** Corners are enumerated up to this many dimensions; beyond, all-low, all-high and single steps from both. */
const MAX_CORNER_DIMENSIONS = 10;
const RANDOM_POINTS = 64;
/** Candles from which a warm-up can be read: it depends on the columns, not on the candles. */
const HEAD_CANDLES = 3;

/**
 * The open time at which all trials of a study start: after the largest warm-up of its whole space.
 * Warm-ups grow with periods, so corners of the space hold the largest; random points look for exceptions.
 * @param base the base config, prepared
 * @returns epoch ms
 * @throws ConfigError warmup-too-long when the candles do not suffice
 */
export function commonStart(base: PreparedRun, { space, places }: StudySpace): number {
  const [first] = base.data.series;
  const head = sliceSeries(first, null, first.time[Math.min(HEAD_CANDLES, first.length - 1)]);
  // For each strategy, and for the stops, the setting with the longest memory.
  const longest: { rows: number; config: DecodedBacktest }[] = [];
  for (const values of probePoints(space.params, space.present)) {
    if (!space.feasible(values)) continue;
    const config = applyValues(base.config, places, values);
    memories(base, config, head)?.forEach((rows, k) => {
      if (longest[k] === undefined || rows > longest[k].rows) longest[k] = { rows, config };
    });
  }
  const host = new BacktestHost(inputOf(base));
  const starts = new Set(longest.map(({ config }) => config));
  return Math.max(
    ...[...starts].map((config) => host.earliestStart({ ...inputOf({ ...base, config }), from: null, to: null })),
  );
}

/** Memory of each strategy, and of the stops, in rows; null where a strategy refuses the setting, as its trial will. */
function memories(base: PreparedRun, config: DecodedBacktest, head: CandleSeries): number[] | null {
  const cache = createColumnCache();
  let rows: number[];
  try {
    rows = config.strategies.map(({ params, validity }, i) => {
      const bound = bindStrategy(base.strategies[i].entry.definition, params);
      return evaluateStrategy(bound, head, cache, { validity }).warmup;
    });
  } catch (error) {
    if (error instanceof StrategyError) return null;
    throw error;
  }
  const { stopLoss, takeProfit, trailing } = config.stops;
  const periods = [stopLoss, takeProfit, trailing].map((distance) => (distance?.kind === 'atr' ? distance.period : 0));
  return [...rows, Math.max(...periods)];
}

function* probePoints(params: readonly ParamSpec[], present: ParamValues): Generator<ParamValues> {
  yield present;
  const point = (pick: (spec: ParamSpec, i: number) => ParamValue): ParamValues =>
    Object.fromEntries(params.map((spec, i) => [spec.name, pick(spec, i)]));
  if (params.length <= MAX_CORNER_DIMENSIONS) {
    for (let corner = 0; corner < 1 << params.length; corner += 1)
      yield point((spec, i) => endOf(spec, ((corner >> i) & 1) === 1));
  } else {
    for (const high of [false, true]) {
      yield point((spec) => endOf(spec, high));
      for (let k = 0; k < params.length; k += 1) yield point((spec, i) => endOf(spec, i === k ? !high : high));
    }
  }
  for (let k = 0; k < RANDOM_POINTS; k += 1) {
    const random = createRandom(0, k, 'common-start');
    yield point((spec) => {
      if (spec.kind === 'choice') return spec.values[random.int(0, spec.values.length - 1)];
      return spec.kind === 'int' ? random.int(spec.min, spec.max) : spec.min + random.float() * (spec.max - spec.min);
    });
  }
}

function endOf(spec: ParamSpec, high: boolean): ParamValue {
  if (spec.kind === 'choice') return spec.values[high ? spec.values.length - 1 : 0];
  return high ? spec.max : spec.min;
}
