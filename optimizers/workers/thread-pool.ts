import { Piscina } from 'piscina';
import { InvariantError } from '../../engine/model/index.ts';
import type { Suggestion, TrialOutcome, TrialResult } from '../model/index.ts';
import { failedOutcome } from './evaluate-trial.ts';
import type { TrialChunk, TrialChunkOutcome } from './serve-trials.ts';
import type { TrialPool } from './trial-pool.ts';

export interface ThreadPoolOptions {
  /** A compiled module whose default export comes from `serveTrials`. */
  readonly workerUrl: URL | string;
  /** Threads, >= 1. They live as long as the pool. */
  readonly workers: number;
  /** Given to every thread; buffers that are shared stay shared. */
  readonly workerData: unknown;
  /** Hears of threads that died, for the log. */
  readonly onWorkerDeath?: (error: Error) => void;
}

/** Deaths of a thread on one trial alone after which the trial has failed. */
const DEATHS = 3;

/**
 * Creates a pool of long-lived worker threads. A thread that dies is replaced and its trials are run again, one by one,
 * so that a trial that kills threads is found out and fails while its neighbours do not.
 */
export function createThreadPool(options: ThreadPoolOptions): TrialPool {
  const threads = new Set<number>();
  let pool: Piscina<TrialChunk, TrialChunkOutcome> | null = null;
  let greeted: Promise<void> | null = null;
  let closed = false;

  function openPool(): Piscina<TrialChunk, TrialChunkOutcome> {
    // Without threads left, the pool would queue for ever: piscina stops replacing them once one dies while starting.
    if (pool !== null && pool.threads.length > 0) return pool;
    void pool?.destroy();
    pool = new Piscina<TrialChunk, TrialChunkOutcome>({
      filename: String(options.workerUrl),
      minThreads: options.workers,
      maxThreads: options.workers,
      idleTimeout: Number.POSITIVE_INFINITY,
      workerData: options.workerData,
      // The module is compiled: import conditions that the calling process was started with are not for it.
      execArgv: [],
      recordTiming: false,
      workerHistogram: false,
    });
    // A thread that dies idle hurts no trial and is replaced.
    pool.on('error', report);
    return pool;
  }

  /** The worker module loads, or the pool cannot work: known before a trial is blamed. */
  async function greet(): Promise<void> {
    await openPool().run({ params: [] });
  }

  function report(error: unknown): void {
    if (!closed) options.onWorkerDeath?.(error instanceof Error ? error : new Error(String(error)));
  }

  async function evaluate(chunk: readonly Suggestion[]): Promise<readonly TrialOutcome[]> {
    const answer = await openPool().run({ params: chunk.map((suggestion) => suggestion.params) });
    threads.add(answer.threadId);
    if (answer.outcomes.length !== chunk.length) {
      const { length } = answer.outcomes;
      throw new InvariantError('worker-answer', `Expected ${chunk.length} outcomes of a worker, was ${length}.`);
    }
    return answer.outcomes;
  }

  async function evaluateAlone(suggestion: Suggestion): Promise<TrialOutcome> {
    for (let death = 0; death < DEATHS; death++) {
      try {
        const [outcome] = await evaluate([suggestion]);
        return outcome;
      } catch (error) {
        if (closed || error instanceof InvariantError) throw error;
        report(error);
      }
    }
    return failedOutcome(`The worker thread died ${DEATHS} times on this trial.`);
  }

  async function outcomesOf(chunk: readonly Suggestion[]): Promise<readonly TrialOutcome[]> {
    try {
      return await evaluate(chunk);
    } catch (error) {
      if (closed || error instanceof InvariantError) throw error;
      report(error);
    }
    const outcomes: TrialOutcome[] = [];
    for (const suggestion of chunk) outcomes.push(await evaluateAlone(suggestion));
    return outcomes;
  }

  return {
    workers: options.workers,
    async run(suggestions) {
      greeted ??= greet();
      await greeted;
      const outcomes = await outcomesOf(suggestions);
      return suggestions.map(({ index, params }, i): TrialResult => ({ index, params, ...outcomes[i] }));
    },
    threads: () => [...threads].sort((a, b) => a - b),
    async close() {
      closed = true;
      await pool?.destroy();
    },
  };
}
