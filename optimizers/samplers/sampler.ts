import type { Direction, SamplerKind, Suggestion, TrialResult } from '../model/index.ts';

/**
 * Proposes trials and learns from their results. Pure: a function of the seed, the space and the results it was told.
 * `ask(i)` sees exactly the results with an index <= i - window, in index order; what is younger is pending, finished
 * or not. So the trials of a study do not depend on how many workers ran them, or how fast.
 */
export interface Sampler {
  readonly kind: SamplerKind;
  /** Width of the lagged window: trial i can be asked once trial i - window has been told. */
  readonly window: number;
  /** Number of trials after which there is nothing left to propose; null where there is no end. */
  readonly size: number | null;
  /**
   * Proposes the settings of a trial. Indices come in order, from 0. The settings lie on the steps of the space; they
   * break its predicate only where no feasible ones were found in a bounded number of draws.
   * @throws InvariantError `sampler-order` where an index is skipped or a result it must see has not been told
   */
  ask(index: number): Suggestion;
  /** Takes an ask that was made in an earlier session, without computing it again. */
  recall(suggestion: Suggestion): void;
  /** Takes the result of a trial; results may come in any order. */
  tell(result: TrialResult): void;
}

/** What all samplers take. */
export interface SamplerOptions {
  readonly seed: number;
  readonly direction: Direction;
}
