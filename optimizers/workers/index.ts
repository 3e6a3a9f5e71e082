export { evaluateTrial, failedOutcome, type TrialEvaluator } from './evaluate-trial.ts';
export { createInProcessPool } from './in-process-pool.ts';
export { serveTrials, type TrialChunk, type TrialChunkOutcome, workerInput } from './serve-trials.ts';
export { createThreadPool, type ThreadPoolOptions } from './thread-pool.ts';
export type { TrialPool } from './trial-pool.ts';
