import type { TrialOutcome, TrialResult } from './trial.ts';

/** Which way is better. */
export type Direction = 'max' | 'min';

/** A bound on a metric; a trial that breaks it is infeasible. */
export interface MetricConstraint {
  readonly metric: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** What a study looks for. */
export interface Objective {
  readonly metric: string;
  readonly direction: Direction;
  readonly constraints: readonly MetricConstraint[];
}

/** Words of a constraint: `trades >= 30`. */
export function describeConstraint({ metric, min, max }: MetricConstraint): string {
  if (min === undefined) return `${metric} <= ${max}`;
  return max === undefined ? `${metric} >= ${min}` : `${min} <= ${metric} <= ${max}`;
}

/**
 * Measures how far a metric is from its bounds.
 * @param value null where the run could not tell the metric, which counts as one whole bound away
 * @returns 0 where the constraint holds, else the distance as a fraction of the bound (of 1 where the bound is 0)
 */
export function violationOf({ min, max }: MetricConstraint, value: number | null): number {
  if (value === null || Number.isNaN(value)) return 1;
  const below = min === undefined ? 0 : excess(min - value, min);
  const above = max === undefined ? 0 : excess(value - max, max);
  return Math.max(below, above);
}

function excess(distance: number, bound: number): number {
  if (distance <= 0) return 0;
  return Math.min(distance / (bound === 0 ? 1 : Math.abs(bound)), Number.MAX_VALUE);
}

/**
 * Judges the metrics of a trial by the objective.
 * @param metrics metrics of the training span; null where a figure lacks data
 * @returns `infeasible` where a constraint is broken, `failed` where the objective is no finite number, else `ok`
 */
export function judgeMetrics(objective: Objective, metrics: Readonly<Record<string, number | null>>): TrialOutcome {
  const violations = objective.constraints.map((c) => violationOf(c, metrics[c.metric] ?? null));
  const broken = objective.constraints.filter((_, i) => violations[i] > 0);
  if (broken.length > 0) {
    const reason = broken.map((c) => `${describeConstraint(c)}, was ${metrics[c.metric] ?? 'unknown'}`).join('; ');
    return { status: 'infeasible', value: null, violations, metrics, reason };
  }
  const value = metrics[objective.metric] ?? null;
  if (value === null || !Number.isFinite(value)) {
    return { status: 'failed', value: null, violations, metrics, reason: `${objective.metric} has no value` };
  }
  return { status: 'ok', value, violations, metrics, reason: '' };
}

/**
 * Orders trials by Deb's rules: feasible ones by value, then infeasible ones by the sum of violations, then failed
 * ones. Equals keep the order of their indices.
 * @returns negative where `a` is better
 * @see Deb, An efficient constraint handling method for genetic algorithms (2000)
 */
export function compareTrials(a: TrialResult, b: TrialResult, direction: Direction): number {
  const byRank = rankOf(a) - rankOf(b);
  if (byRank !== 0) return byRank;
  if (a.status === 'ok' && a.value !== null && b.value !== null && a.value !== b.value) {
    return a.value > b.value === (direction === 'max') ? -1 : 1;
  }
  const byViolation = a.status === 'infeasible' ? totalViolation(a) - totalViolation(b) : 0;
  return byViolation === 0 ? a.index - b.index : byViolation;
}

const rankOf = (trial: TrialResult): number => (trial.status === 'ok' ? 0 : trial.status === 'infeasible' ? 1 : 2);

/** Sum of violations; a trial that the space itself forbids has none listed and counts as one bound away. */
export function totalViolation(trial: TrialResult): number {
  if (trial.violations.length === 0) return trial.status === 'infeasible' ? 1 : 0;
  let sum = 0;
  for (const violation of trial.violations) sum += violation;
  return Math.min(sum, Number.MAX_VALUE);
}

/**
 * Finds the best feasible trial.
 * @returns the trial, or null where none is ok
 */
export function bestTrial(trials: Iterable<TrialResult>, direction: Direction): TrialResult | null {
  let best: TrialResult | null = null;
  for (const trial of trials) {
    if (trial.status === 'ok' && (best === null || compareTrials(trial, best, direction) < 0)) best = trial;
  }
  return best;
}
