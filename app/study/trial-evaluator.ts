/** One trial: settings in, metrics of the training span out. The same code runs in workers and in the main thread. */
import {
  BacktestHost,
  CandlebenchError,
  type CandleSeries,
  type Instrument,
  InvariantError,
  type RecordedSignals,
  type StrategyDefinition,
} from '#engine';
import { judgeMetrics, type Objective, type ParamValues, type TrialOutcome } from '#optimizers/model';
import { type DecodedBacktest, pipelineOf } from '../config/backtest-schema.ts';
import { strategyEntries } from '../prepare-run.ts';
import { recordedEntries } from '../recorded-signals.ts';
import { placeUserError } from '../strategy-files/user-error.ts';
import { applyValues, type Place } from './settings.ts';

/** What every trial of a study shares. */
export interface TrialContext {
  readonly name: string;
  /** Base config, decoded. */
  readonly config: DecodedBacktest;
  readonly places: ReadonlyMap<string, Place>;
  readonly instruments: readonly Instrument[];
  readonly series: readonly CandleSeries[];
  /** Strategy code, in the order of the config. */
  readonly definitions: readonly StrategyDefinition[];
  /** Recorded signals, in the order of the config. */
  readonly recorded: readonly RecordedSignals[];
  readonly objective: Objective;
  /** Measured span, `[from, to)` of open times. */
  readonly span: readonly [number, number];
}

/** Metrics of one setting over the span of a context. */
export type Measure = (values: ParamValues) => Readonly<Record<string, number | null>>;

/**
 * Prepares measurements over one span. What depends on the candles alone is computed once and shared by all of them.
 * @param context what all trials share
 */
export function createMeasure(context: TrialContext): Measure {
  const { name, instruments, series, definitions, recorded, span } = context;
  const market = context.config.data.market;
  const host = new BacktestHost({ series, instruments, market });
  return (values) => {
    const config = applyValues(context.config, context.places, values);
    const strategies = strategyEntries(config, definitions);
    const input = {
      name,
      config: pipelineOf(config),
      instruments,
      series,
      strategies,
      recorded: recordedEntries(config, recorded),
      from: span[0],
      to: span[1],
      market,
    };
    return host.measure(input).metrics.values;
  };
}

/**
 * Prepares the evaluation of trials. Settings that the engine refuses, and strategies that throw, are failed trials
 * with a reason; a defect of the engine is thrown.
 */
export function createTrialEvaluator(context: TrialContext, measure: Measure): (values: ParamValues) => TrialOutcome {
  return (values) => {
    try {
      return judgeMetrics(context.objective, measure(values));
    } catch (thrown) {
      const error = placeUserError(thrown);
      if (!(error instanceof CandlebenchError) || error instanceof InvariantError) throw error;
      return { status: 'failed', value: null, violations: [], metrics: {}, reason: error.message };
    }
  };
}
