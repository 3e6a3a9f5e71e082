import type { TrialResult } from '../model/index.ts';
import { evaluateTrial, type TrialEvaluator } from './evaluate-trial.ts';
import type { TrialPool } from './trial-pool.ts';

/** Creates a pool that evaluates in the calling thread, one chunk after the other. */
export function createInProcessPool(evaluate: TrialEvaluator): TrialPool {
  let used = false;
  return {
    workers: 1,
    async run(suggestions) {
      used = true;
      const results: TrialResult[] = [];
      for (const { index, params } of suggestions) {
        results.push({ index, params, ...(await evaluateTrial(evaluate, params)) });
      }
      return results;
    },
    // Node numbers the main thread 0.
    threads: () => (used ? [0] : []),
    close: () => Promise.resolve(),
  };
}
