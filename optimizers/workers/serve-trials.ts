import { threadId } from 'node:worker_threads';
import { workerData } from 'piscina';
import type { ParamValues, TrialOutcome } from '../model/index.ts';
import { evaluateTrial, type TrialEvaluator } from './evaluate-trial.ts';

/** What the pool sends to a worker: the settings of a chunk of trials; an empty chunk asks for a sign of life. */
export interface TrialChunk {
  readonly params: readonly ParamValues[];
}

/** What a worker sends back. */
export interface TrialChunkOutcome {
  readonly threadId: number;
  /** In the order of the chunk. */
  readonly outcomes: readonly TrialOutcome[];
}

/**
 * Makes the handler that a worker module exports by default.
 * @param evaluate runs one setting; whatever it throws fails that trial alone
 * @example
 * // sweep-worker.ts
 * const session = openSession(workerInput());
 * export default serveTrials((params) => session.evaluate(params));
 */
export function serveTrials(evaluate: TrialEvaluator): (chunk: TrialChunk) => Promise<TrialChunkOutcome> {
  return async (chunk) => {
    const outcomes: TrialOutcome[] = [];
    for (const params of chunk.params) outcomes.push(await evaluateTrial(evaluate, params));
    return { threadId, outcomes };
  };
}

/** The `workerData` that the pool was created with, as structured clone brought it here. */
export function workerInput(): unknown {
  return workerData;
}
