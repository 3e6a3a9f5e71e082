import type { Suggestion, TrialResult } from './model/index.ts';

/** Holds finished trials back until all earlier ones have finished. */
export interface TrialLedger {
  expect(suggestion: Suggestion): void;
  finish(result: TrialResult): void;
  /** Takes the next trial in index order; null while it has not finished. */
  next(): { readonly suggestion: Suggestion; readonly result: TrialResult } | null;
}

/** @param first index of the first trial that will be taken */
export function createTrialLedger(first: number): TrialLedger {
  const suggestions = new Map<number, Suggestion>();
  const results = new Map<number, TrialResult>();
  let turn = first;
  return {
    expect: (suggestion) => void suggestions.set(suggestion.index, suggestion),
    finish: (result) => void results.set(result.index, result),
    next() {
      const suggestion = suggestions.get(turn);
      const result = results.get(turn);
      if (suggestion === undefined || result === undefined) return null;
      suggestions.delete(turn);
      results.delete(turn);
      turn++;
      return { suggestion, result };
    },
  };
}
