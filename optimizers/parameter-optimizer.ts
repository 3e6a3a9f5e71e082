import { ConfigError } from '../engine/model/index.ts';
import { createChunkSizer } from './chunk-sizer.ts';
import type { Journal } from './journal/index.ts';
import { compareTrials, type Direction, type SearchSpace, type Suggestion, type TrialResult } from './model/index.ts';
import type { Sampler } from './samplers/index.ts';
import { createTrialLedger } from './trial-ledger.ts';
import type { TrialPool } from './workers/index.ts';

/** Where a sweep is; given after every trial that was told. */
export interface SweepProgress {
  /** Trials told, those of earlier sessions included. */
  readonly done: number;
  readonly total: number;
  /** Trials that came from the journal. */
  readonly replayed: number;
  /** Best feasible trial so far, or null. */
  readonly best: TrialResult | null;
  readonly failed: number;
  readonly infeasible: number;
  /** Milliseconds of this session; 0 without a clock. */
  readonly elapsedMs: number;
}

export interface SweepOptions {
  readonly space: SearchSpace;
  readonly direction: Direction;
  readonly sampler: Sampler;
  readonly pool: TrialPool;
  /** Null keeps the study in memory only. */
  readonly journal: Journal | null;
  /** Trials in all, those in the journal included. */
  readonly trials: number;
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
  /** Stops the sweep: what was told is kept and on disk, what is running is dropped. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds from any origin; sizes chunks and progress, never results. */
  readonly now?: (() => number) | undefined;
}

export interface SweepOutcome {
  /** In index order, without gaps. */
  readonly trials: readonly TrialResult[];
  /** Index of the best feasible trial, or null. */
  readonly best: number | null;
  /** Whether the signal stopped it before the last trial. */
  readonly aborted: boolean;
}

/**
 * Runs the trials of a study: asks the sampler, keeps the pool busy within the window, tells and records results in
 * index order. The trials are a function of the sampler, the space and the evaluator; neither the number of workers nor
 * their speed nor interruptions change a byte of the journal.
 * @throws ConfigError `study-changed` where the journal holds more trials than the sampler has
 * @throws what the pool throws where no trial can be evaluated; everything told before is on disk by then
 */
export async function runSweep(options: SweepOptions): Promise<SweepOutcome> {
  const { sampler, pool, journal, signal } = options;
  const total = Math.min(options.trials, sampler.size ?? options.trials);
  const now = options.now ?? (() => 0);
  const started = now();
  const replayed = journal?.replayed ?? [];
  if (replayed.length > (sampler.size ?? replayed.length)) {
    throw new ConfigError(
      'study-changed',
      `Expected at most ${sampler.size} trials in the journal, was ${replayed.length}.`,
    );
  }
  const trials: TrialResult[] = [];
  const tally = { failed: 0, infeasible: 0, best: null as TrialResult | null };
  for (const trial of replayed) {
    sampler.recall({ index: trial.index, params: trial.params });
    sampler.tell(trial);
    keep(trial);
  }
  const ledger = createTrialLedger(replayed.length);
  const sizer = createChunkSizer(pool.workers, sampler.window, options.now);
  const queue: Suggestion[] = [];
  let asked = replayed.length;
  let running = 0;
  let failure: { readonly error: unknown } | null = null;
  const bell = createBell();
  signal?.addEventListener('abort', bell.ring);

  function keep(trial: TrialResult): void {
    trials.push(trial);
    if (trial.status === 'failed') tally.failed++;
    if (trial.status === 'infeasible') tally.infeasible++;
    if (trial.status === 'ok' && (tally.best === null || compareTrials(trial, tally.best, options.direction) < 0))
      tally.best = trial;
  }

  function tellReady(): void {
    for (let ready = ledger.next(); ready !== null; ready = ledger.next()) {
      const { suggestion, result } = ready;
      sampler.tell(result);
      journal?.append(suggestion, result);
      keep(result);
      options.onProgress?.({
        ...tally,
        done: trials.length,
        total,
        replayed: replayed.length,
        elapsedMs: now() - started,
      });
    }
  }

  function askOne(): void {
    const suggestion = sampler.ask(asked++);
    ledger.expect(suggestion);
    if (options.space.feasible(suggestion.params)) queue.push(suggestion);
    else ledger.finish(forbidden(suggestion));
  }

  function dispatch(): void {
    const chunk = queue.splice(0, sizer.size(queue.length, 2 * pool.workers - running));
    const sent = now();
    running++;
    pool.run(chunk).then(
      (results) => {
        running--;
        sizer.observe(results.length, now() - sent);
        for (const result of results) ledger.finish(result);
        bell.ring();
      },
      (error: unknown) => {
        running--;
        failure ??= { error };
        bell.ring();
      },
    );
  }

  /** Proposes and sends what the window and the pool have room for. */
  async function pump(): Promise<void> {
    while (failure === null && signal?.aborted !== true) {
      tellReady();
      const mayAsk = asked < total && asked - trials.length < sampler.window;
      const mayRun = queue.length > 0 && running < 2 * pool.workers;
      const idle = running < pool.workers && sizer.isSlow();
      if (mayRun && (!mayAsk || idle || sizer.isFull(queue.length))) {
        dispatch();
        // Lets the chunk go out, and answers come in, before the next ask, which may take long.
        await new Promise(setImmediate);
      } else if (mayAsk) askOne();
      else return;
    }
  }

  try {
    for (;;) {
      await pump();
      if (trials.length >= total || failure !== null || signal?.aborted === true) break;
      await bell.rung();
    }
  } finally {
    signal?.removeEventListener('abort', bell.ring);
    await journal?.flush();
  }
  // Assigned in callbacks, which the compiler does not see.
  const failed = failure as { readonly error: unknown } | null;
  if (failed !== null && trials.length < total && signal?.aborted !== true) throw failed.error;
  return { trials, best: tally.best?.index ?? null, aborted: trials.length < total };
}

/** Wakes one waiter; a ring before the wait counts. */
function createBell(): { ring(): void; rung(): Promise<void> } {
  let hasRung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      hasRung = true;
      wake?.();
    },
    async rung() {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      hasRung = false;
      wake = null;
    },
  };
}

/** What becomes of settings that break the predicate: they are never run. */
function forbidden({ index, params }: Suggestion): TrialResult {
  return {
    index,
    params,
    status: 'infeasible',
    value: null,
    violations: [],
    metrics: {},
    reason: 'The settings break a constraint of the search space.',
  };
}
