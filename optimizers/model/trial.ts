/** A value of one parameter. */
export type ParamValue = number | boolean | string;
/** Values by parameter name (a dot path such as `decision.minConfidence` or `strategy.trend.fast`). */
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** What a sampler proposes for one trial index. */
export interface Suggestion {
  readonly index: number;
  readonly params: ParamValues;
}

/** `failed`: threw or gave no number. `infeasible`: breaks a constraint of the space or of the objective. */
export type TrialStatus = 'ok' | 'failed' | 'infeasible';

/** What the evaluation of one setting gives. A function of the params alone: no clock, no worker, no path. */
export interface TrialOutcome {
  readonly status: TrialStatus;
  /** The objective, in the user's own direction; null unless status is ok. */
  readonly value: number | null;
  /** Violation of each constraint of the objective, 0 when it holds. */
  readonly violations: readonly number[];
  /** Metrics of the training span. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Why it failed or is infeasible; empty otherwise. */
  readonly reason: string;
}

/** The outcome of one trial of a study. */
export interface TrialResult extends TrialOutcome {
  readonly index: number;
  readonly params: ParamValues;
}
