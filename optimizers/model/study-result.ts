import type { ParamSpec } from './search-space.ts';
import type { ParamValues, TrialResult } from './trial.ts';

/** A trial that was run again on the validation span. */
export interface ValidatedTrial {
  readonly index: number;
  readonly params: ParamValues;
  readonly train: Readonly<Record<string, number | null>>;
  readonly validation: Readonly<Record<string, number | null>>;
}

/** Bounds of the time split, epoch ms; `[from, to)` of open times. Locked is never touched by a sweep. */
export interface TimeSplit {
  readonly train: readonly [number, number];
  readonly validation: readonly [number, number] | null;
  readonly locked: readonly [number, number] | null;
}

/** Everything a sweep leaves behind, in trial order. */
export interface StudyResult {
  readonly name: string;
  readonly seed: number;
  readonly sampler: string;
  /** Width of the lagged window. */
  readonly window: number;
  readonly objective: { readonly metric: string; readonly direction: 'max' | 'min' };
  /** Sentences such as `trades >= 30`. */
  readonly constraints: readonly string[];
  readonly space: readonly ParamSpec[];
  readonly split: TimeSplit;
  readonly symbols: readonly string[];
  readonly trials: readonly TrialResult[];
  /** Index of the best feasible trial, or null when there is none. */
  readonly best: number | null;
  /** Trial 0, the settings as they were. */
  readonly baseline: ValidatedTrial | null;
  /** The best trials, best first, each run again on the validation span. */
  readonly validated: readonly ValidatedTrial[];
  /** Trials asked for. */
  readonly budget: number;
  /** Hash of space, base config, data, strategies and engine: what the study is a study of. */
  readonly fingerprint: string;
}
