import { resolve } from 'node:path';
import { signalsUntil } from '#datasets';
import {
  compareTrials,
  describeConstraint,
  type StudyResult,
  type TrialResult,
  type ValidatedTrial,
} from '#optimizers/model';
import type { BacktestConfig } from '../config/backtest-schema.ts';
import { formatInstant } from '../config/time-fields.ts';
import { pinDatasets } from '../load-data.ts';
import { withUserCode } from '../prepare-run.ts';
import { isStrategyFile } from '../resolve-strategies.ts';
import type { SweepPlan } from './plan-sweep.ts';
import { writeValues } from './settings.ts';
import { createMeasure, createTrialEvaluator, type TrialContext } from './trial-evaluator.ts';
import { visibleCandles } from './visible-candles.ts';

/** Trials that are run again on the validation span, besides trial 0. */
const VALIDATED_TRIALS = 5;

/**
 * Puts the result of a study together: ranks the trials and runs the best ones, and trial 0, on the validation span.
 * @param trials in index order
 * @param best index of the best feasible trial, or null
 * @param window width of the lagged window
 */
export function concludeStudy(
  plan: SweepPlan,
  trials: readonly TrialResult[],
  best: number | null,
  window: number,
): StudyResult {
  const { study, space, base, split } = plan;
  const { metric, direction, constraints } = study.objective;
  const ranked = trials.filter((trial) => trial.status === 'ok').sort((a, b) => compareTrials(a, b, direction));
  const validate = createValidation(plan);
  const [first] = trials;
  return {
    name: plan.name,
    seed: study.seed,
    sampler: plan.sampler.kind,
    window,
    objective: { metric, direction },
    constraints: constraints.map(describeConstraint),
    space: space.space.params,
    split,
    symbols: base.data.series.map((one) => one.symbol),
    trials,
    best,
    baseline: first === undefined ? null : validate(first),
    validated: ranked.slice(0, VALIDATED_TRIALS).map(validate),
    budget: study.trials,
    fingerprint: plan.fingerprint,
  };
}

/** Runs trials again on the validation span; earlier candles serve as warm-up, the locked ones are cut off. */
function createValidation({ name, study, space, base, split }: SweepPlan): (trial: TrialResult) => ValidatedTrial {
  const span = split.validation;
  if (span === null) return ({ index, params, metrics }) => ({ index, params, train: metrics, validation: {} });
  const context: TrialContext = {
    name,
    config: base.config,
    places: space.places,
    instruments: base.data.instruments,
    series: visibleCandles(base.data.series, span[1]),
    definitions: base.strategies.map(({ entry }) => entry.definition),
    recorded: base.recorded.map(({ signals }) => signalsUntil(signals, span[1])),
    objective: study.objective,
    span,
  };
  const evaluate = createTrialEvaluator(context, createMeasure(context));
  return ({ index, params, metrics }) => ({
    index,
    params,
    train: metrics,
    // A trial that fails there has no metrics there.
    validation: withUserCode(base, () => evaluate(params)).metrics,
  });
}

/**
 * The base config with the best values in place, or null without a feasible trial. It ends where the locked part begins, and runs from
 * any folder.
 */
export function bestConfig(plan: SweepPlan, result: StudyResult): BacktestConfig | null {
  if (result.best === null) return null;
  const { base, space, split } = plan;
  const values = result.trials[result.best].params;
  // What was decoded from it decodes again: only values within the bounds of the settings were replaced.
  const config = writeValues(base.given, base.config, space.places, values) as BacktestConfig;
  const instruments = pinDatasets(config.data.instruments, base.data.datasets);
  const end = split.locked?.[0] ?? split.validation?.[1] ?? split.train[1];
  return {
    ...config,
    name: `${plan.name}-best`,
    to: formatInstant(end),
    data: {
      ...config.data,
      ...(instruments === undefined
        ? {}
        : {
            instruments: instruments.map((one) =>
              one.file === undefined ? one : { ...one, file: resolve(base.origin.dataRoot, one.file) },
            ),
          }),
    },
    strategies: (config.strategies ?? []).map((one) => ({
      ...one,
      use: isStrategyFile(one.use) ? resolve(base.origin.folder, one.use) : one.use,
    })),
    ...(config.signals === undefined
      ? {}
      : { signals: config.signals.map((one) => ({ ...one, file: resolve(base.origin.dataRoot, one.file) })) }),
  };
}
