import type { ParamValues, TrialOutcome } from '../model/index.ts';

/** Runs one setting; may throw, which fails the trial. */
export type TrialEvaluator = (params: ParamValues) => TrialOutcome | Promise<TrialOutcome>;

/**
 * Runs one trial and makes its outcome fit for the journal: what was thrown is the reason of a failure, numbers that are
 * not finite are null, and -0 is 0, so that an outcome is the same before and after it was written down.
 */
export async function evaluateTrial(evaluate: TrialEvaluator, params: ParamValues): Promise<TrialOutcome> {
  try {
    return canonicalOutcome(await evaluate(params));
  } catch (error) {
    return failedOutcome(error instanceof Error ? error.message : String(error));
  }
}

/** The outcome of a trial that gave no metrics. */
export function failedOutcome(reason: string): TrialOutcome {
  return { status: 'failed', value: null, violations: [], metrics: {}, reason };
}

function canonicalOutcome(outcome: TrialOutcome): TrialOutcome {
  const metrics: Record<string, number | null> = {};
  for (const [name, value] of Object.entries(outcome.metrics)) metrics[name] = finiteOrNull(value);
  const violations = outcome.violations.map((violation) => finiteOrNull(violation) ?? Number.MAX_VALUE);
  const value = finiteOrNull(outcome.value);
  const { status, reason } = outcome;
  if (status === 'ok' && value === null) {
    return { status: 'failed', value, violations, metrics, reason: reason || 'The objective was no finite number.' };
  }
  return { status, value: status === 'ok' ? value : null, violations, metrics, reason };
}

/** Adding 0 turns -0 into 0. */
const finiteOrNull = (x: number | null): number | null => (x === null || !Number.isFinite(x) ? null : x + 0);
