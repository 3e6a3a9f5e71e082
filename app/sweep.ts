import { existsSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { packSeries, packSignals, signalsUntil } from '#datasets';
import { ConfigError, type DataQuality } from '#engine';
import type { StudyResult, TrialResult } from '#optimizers/model';
import type { BacktestConfig } from './config/backtest-schema.ts';
import type { StudyConfig } from './config/study-schema.ts';
import { identifyRun } from './prepare-run.ts';
import { checkWritable, prepareFolder } from './run-folder/write-atomically.ts';
import { bestConfig, concludeStudy } from './study/conclude-study.ts';
import { planSweep, type SweepPlan } from './study/plan-sweep.ts';
import { STUDY_FILES, type StudyDocument, type StudyFiles, writeStudyFolder } from './study/study-folder.ts';
import { openStudyLog, type StudyLog } from './study/study-log.ts';
import { visibleCandles } from './study/visible-candles.ts';
import type { SweepWorkerData } from './sweep-worker.ts';

/** How a sweep runs; nothing here but trials, seed and sampler can change a result. */
export interface SweepOptions {
  readonly dataRoot?: string;
  /** Folder of the catalog; the user's own when absent. */
  readonly catalog?: string;
  /** Study folder; nothing is written when absent. A function gets the study's name. */
  readonly out?: string | ((name: string) => string);
  readonly trials?: number;
  readonly seed?: number;
  /** Kind of sampler; its other settings take their defaults where the kind is not the study's own. */
  readonly sampler?: string;
  /** Worker threads; one per core when absent. */
  readonly workers?: number;
  /** Goes on with the journal in the folder. */
  readonly resume?: boolean;
  /** Replaces a study that is in the folder. */
  readonly fresh?: boolean;
  readonly onProgress?: (progress: SweepState) => void;
  /** Ends the sweep early; what is done is kept. */
  readonly signal?: AbortSignal;
}

/** Where a sweep is. */
export interface SweepState {
  readonly done: number;
  readonly total: number;
  /** Trials that came from the journal. */
  readonly replayed: number;
  readonly best: TrialResult | null;
  readonly elapsedMs: number;
}

/** What a sweep gives back. */
export interface SweepOutcomeReport {
  readonly study: StudyResult;
  readonly quality: readonly DataQuality[];
  readonly warmupCandles: number;
  /** A backtest config with the best values in place, ending where the locked part begins; null without a feasible trial. */
  readonly best: BacktestConfig | null;
  readonly files: StudyFiles | null;
  /** True when the signal ended it early. */
  readonly aborted: boolean;
  /** Ids of the threads that ran trials. */
  readonly threads: readonly number[];
  readonly elapsedMs: number;
}

/**
 * Searches for better settings: trials on the train span in worker threads, the best again on the validation span. The
 * locked span is cut off the candles before anything sees them.
 * @param source a study, or the path of a .json or .ts file that holds one
 * @throws ConfigError, DatasetError, StrategyError: one sentence each
 * @example
 * const { study } = await sweep('examples/study.json', { trials: 100, out: 'studies/first' });
 * console.log(study.validated[0]?.params);
 */
export async function sweep(source: StudyConfig | string, options: SweepOptions = {}): Promise<SweepOutcomeReport> {
  const plan = await planSweep(source, options);
  const folder = typeof options.out === 'function' ? options.out(plan.name) : options.out;
  if (folder !== undefined) {
    checkWritable(folder);
    if (options.fresh === true) rmSync(join(folder, STUDY_FILES.journal), { force: true });
    else checkJournal(folder, options.resume ?? false);
  }
  return runPlan(plan, folder ?? null, options);
}

function checkJournal(folder: string, resume: boolean): void {
  const path = join(folder, STUDY_FILES.journal);
  if (resume || !existsSync(path)) return;
  const text = `${path} holds a study already; go on with --resume, or choose another folder with --out.`;
  throw new ConfigError('journal-exists', text, { path });
}

async function runPlan(plan: SweepPlan, folder: string | null, options: SweepOptions): Promise<SweepOutcomeReport> {
  const { createSampler, createThreadPool, openJournal, runSweep } = await import('#optimizers');
  const { study, space, base, split } = plan;
  const started = performance.now();
  const workers = options.workers ?? availableParallelism();
  if (folder !== null) prepareFolder(folder);
  const log: StudyLog =
    folder === null ? { write: () => undefined } : openStudyLog(join(folder, STUDY_FILES.log), Date.now);
  const direction = study.objective.direction;
  const sampler = createSampler(plan.sampler, space.space, { seed: study.seed, direction });
  const identity = {
    name: plan.name,
    seed: study.seed,
    sampler: plan.sampler,
    window: sampler.window,
    objective: study.objective,
    space: space.space.params,
    present: space.space.present,
    constraints: study.constraints,
    fingerprint: plan.fingerprint,
  };
  const journal =
    folder === null
      ? null
      : await openJournal({ path: join(folder, STUDY_FILES.journal), identity, resume: options.resume ?? false });
  const pool = createThreadPool({
    workerUrl: workerUrl(),
    workers,
    workerData: workerDataOf(plan),
    onWorkerDeath: (error) => log.write(`a worker died and was replaced: ${error.message}`),
  });
  try {
    log.write(
      `started with ${workers} workers on node ${process.version}; ${journal?.replayed.length ?? 0} trials from the journal`,
    );
    if (journal?.dropped != null) log.write(journal.dropped);
    const { onProgress, signal } = options;
    const outcome = await runSweep({
      space: space.space,
      direction,
      sampler,
      pool,
      journal,
      trials: study.trials,
      now: () => performance.now(),
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    });
    log.write(
      `${outcome.aborted ? 'ended early' : 'done'} after ${outcome.trials.length} trials on ${pool.threads().length} threads`,
    );
    const result = concludeStudy(plan, outcome.trials, outcome.best, sampler.window);
    const best = bestConfig(plan, result);
    const files = folder === null ? null : await writeFiles(plan, result, best, folder);
    return {
      study: result,
      quality: base.data.quality,
      warmupCandles: plan.warmup,
      best,
      files,
      aborted: outcome.aborted,
      threads: pool.threads(),
      elapsedMs: performance.now() - started,
    };
  } finally {
    await pool.close();
    await journal?.close();
  }

  function workerDataOf({ name }: SweepPlan): SweepWorkerData {
    // What is later is cut off before the rest is packed: no worker can reach what it must not see.
    const end = split.train[1];
    const series = visibleCandles(base.data.series, end).map(packSeries);
    const recorded = base.recorded.map(({ signals }) => packSignals(signalsUntil(signals, end)));
    return {
      name,
      config: base.config,
      places: space.places,
      instruments: base.data.instruments,
      series,
      recorded,
      strategies: base.strategies.map(({ use, bundle }) => ({ use, bundle })),
      objective: study.objective,
      span: split.train,
    };
  }
}

/** Threads need compiled code; from source, as in tests, it lies in dist. */
function workerUrl(): string {
  const here = import.meta.url;
  return new URL(here.endsWith('.ts') ? '../dist/app/sweep-worker.js' : './sweep-worker.js', here).href;
}

async function writeFiles(
  plan: SweepPlan,
  study: StudyResult,
  best: BacktestConfig | null,
  folder: string,
): Promise<StudyFiles> {
  const { base } = plan;
  const run = identifyRun(base);
  const { engineVersion, configHash, strategies, data, signals } = run;
  const identity = { studyId: plan.fingerprint.slice(0, 12), engineVersion, configHash, strategies, data, signals };
  const quality = base.data.quality;
  const { renderStudyReport } = await import('#reports');
  const report = renderStudyReport({ study, identity, quality });
  const document: StudyDocument = {
    format: 1,
    identity,
    warmupCandles: plan.warmup,
    study,
    quality,
    config: { given: plan.given, base: base.given },
  };
  return writeStudyFolder(folder, document, best, report);
}
