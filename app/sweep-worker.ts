/** What a sweep's worker threads run: candles and strategy bundles in once, trials in and outcomes out. */
import { type PackedSeries, type PackedSignals, unpackSeries, unpackSignals } from '#datasets';
import type { Instrument, StrategyDefinition } from '#engine';
import { serveTrials, workerInput } from '#optimizers';
import type { Objective } from '#optimizers/model';
import { strategies as shipped } from '#strategies';
import type { DecodedBacktest } from './config/backtest-schema.ts';
import { runSeconds } from './prepare-run.ts';
import type { UserBundle } from './strategy-files/bundle.ts';
import { guardedCall } from './strategy-files/guarded-call.ts';
import { loadStrategy } from './strategy-files/load-bundle.ts';
import type { Place } from './study/settings.ts';
import { createMeasure, createTrialEvaluator } from './study/trial-evaluator.ts';

/** Everything a worker needs, as plain data over shared buffers. */
export interface SweepWorkerData {
  readonly name: string;
  readonly config: DecodedBacktest;
  readonly places: ReadonlyMap<string, Place>;
  readonly instruments: readonly Instrument[];
  /** Candles of the training span and before; later ones never reach a worker. */
  readonly series: readonly PackedSeries[];
  /** Recorded signals that are available by then. */
  readonly recorded: readonly PackedSignals[];
  readonly strategies: readonly { readonly use: string; readonly bundle: UserBundle | null }[];
  readonly objective: Objective;
  readonly span: readonly [number, number];
}

function openSession(data: SweepWorkerData): ReturnType<typeof createTrialEvaluator> {
  const series = data.series.map(unpackSeries);
  const definitions = data.strategies.map(
    ({ use, bundle }): StrategyDefinition => (bundle === null ? shipped[use] : loadStrategy(bundle)),
  );
  const context = { ...data, series, definitions, recorded: data.recorded.map(unpackSignals) };
  const evaluate = createTrialEvaluator(context, createMeasure(context));
  const files = data.strategies.flatMap(({ bundle }) => (bundle === null ? [] : [bundle.file]));
  if (files.length === 0) return evaluate;
  const seconds = runSeconds(series);
  return (values) => guardedCall(files.join(', '), seconds, () => evaluate(values));
}

// The pool gives every thread the data that sweep() packed.
export default serveTrials(openSession(workerInput() as SweepWorkerData));
