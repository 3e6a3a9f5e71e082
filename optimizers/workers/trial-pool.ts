import type { Suggestion, TrialResult } from '../model/index.ts';

/** Evaluates trials, wherever that happens. A result is a function of the params alone. */
export interface TrialPool {
  /** Chunks that can be evaluated at one time. */
  readonly workers: number;
  /**
   * Evaluates a chunk of trials.
   * @returns the results in the order of the suggestions
   * @throws an error where trials cannot be evaluated at all; a trial that fails is a result
   */
  run(suggestions: readonly Suggestion[]): Promise<readonly TrialResult[]>;
  /** Ids of the threads that have evaluated trials so far, ascending. */
  threads(): readonly number[];
  close(): Promise<void>;
}
