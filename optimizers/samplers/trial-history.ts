import type { ParamValues, SearchSpace, TrialResult } from '../model/index.ts';

/** What a proposer may look at when it proposes one trial. */
export interface TrialHistory {
  readonly space: SearchSpace;
  /** Results up to index - window, in index order; it only grows. */
  readonly results: readonly TrialResult[];
  /** Settings asked for but not yet seen, oldest first. */
  readonly pending: readonly PendingTrial[];
  /** True where the settings were proposed before, seen or pending. */
  wasAsked(values: ParamValues): boolean;
}

export interface PendingTrial {
  readonly index: number;
  readonly params: ParamValues;
}
