declare module 'worker-threads-pool' {
  import type { Worker, WorkerOptions } from 'node:worker_threads';

  /** A bounded number of threads, each new for its task. */
  export default class Pool {
    constructor(options: { max: number });
    acquire(file: string, options: WorkerOptions, done: (error: Error | null, thread: Worker) => void): void;
  }
}
