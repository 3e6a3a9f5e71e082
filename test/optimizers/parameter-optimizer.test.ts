import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournal } from '../../optimizers/journal/index.ts';
import {
  createSearchSpace,
  type ParamValues,
  type SamplerSpec,
  type SearchSpace,
} from '../../optimizers/model/index.ts';
import { runSweep, type SweepOutcome, type SweepProgress } from '../../optimizers/parameter-optimizer.ts';
import { createSampler } from '../../optimizers/samplers/index.ts';
import { createInProcessPool, createThreadPool, type TrialPool } from '../../optimizers/workers/index.ts';
import { ok } from './support/run-sampler.ts';
import { boxSpace, int } from './support/spaces.ts';
import { identityOf, scratchFolder, specOf } from './support/studies.ts';

const workerUrl = new URL('./fixtures/trial-worker.mjs', import.meta.url);
const bowl = (params: ParamValues) => ok(-((Number(params.x0) - 1) ** 2) - (Number(params.x1) + 2) ** 2);

interface Run {
  readonly outcome: SweepOutcome;
  readonly bytes: string;
  readonly threads: number;
}

async function sweep(
  path: string,
  spec: SamplerSpec,
  trials: number,
  pool: TrialPool,
  extra: { signal?: AbortSignal; onProgress?: (p: SweepProgress) => void; space?: SearchSpace } = {},
): Promise<Run> {
  const space = extra.space ?? boxSpace(2, -5, 5);
  const sampler = createSampler(spec, space, { seed: 3, direction: 'max' });
  const journal = await openJournal({ path, identity: identityOf(space, spec, sampler.window), resume: true });
  const now = () => performance.now();
  try {
    const outcome = await runSweep({ space, direction: 'max', sampler, pool, journal, trials, now, ...extra });
    return { outcome, bytes: readFileSync(path, 'utf8'), threads: pool.threads().length };
  } finally {
    await journal.close();
  }
}

function threads(workers: number, workerData: Record<string, unknown> = { delayMs: 6 }): TrialPool {
  const pool = createThreadPool({ workerUrl, workers, workerData });
  onTestFinished(() => pool.close());
  return pool;
}

describe('parameter optimizer', () => {
  it.each([
    ['random', {}, 80],
    ['genetic', { population: 10 }, 80],
    ['bayesian', {}, 26],
  ])('writes the same journal with 1, 2 and 4 workers (%s)', async (kind, rest, trials) => {
    const folder = scratchFolder();
    const runs: Run[] = [];
    for (const workers of [1, 2, 4]) {
      runs.push(await sweep(join(folder, `${workers}.jsonl`), specOf(kind, rest), trials, threads(workers)));
    }
    const [one, two, four] = runs as [Run, Run, Run];
    expect(two.bytes).toBe(one.bytes);
    expect(four.bytes).toBe(one.bytes);
    expect(runs.map((run) => run.threads)).toEqual([1, 2, 4]);
    expect(one.outcome).toEqual(four.outcome);
    expect(one.outcome.trials).toHaveLength(trials);
    const statuses = new Set(one.outcome.trials.map(({ status }) => status));
    if (kind === 'random') expect(statuses).toEqual(new Set(['ok', 'failed', 'infeasible']));
  });

  it('reports the best feasible trial and every step on the way', async () => {
    const steps: SweepProgress[] = [];
    const pool = createInProcessPool(bowl);
    const { outcome } = await sweep(join(scratchFolder(), 's.jsonl'), specOf('genetic'), 50, pool, {
      onProgress: (p) => steps.push(p),
    });
    const values = outcome.trials.map(({ value }) => value as number);
    expect(values[outcome.best as number]).toBe(Math.max(...values));
    expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(steps.at(-1)).toMatchObject({ total: 50, failed: 0, infeasible: 0, replayed: 0 });
    expect(steps.at(-1)?.best?.index).toBe(outcome.best);
  });

  it('stops on a signal, keeps what was told and continues to the same bytes', async () => {
    const folder = scratchFolder();
    const spec = specOf('genetic', { population: 10 });
    const whole = await sweep(join(folder, 'whole.jsonl'), spec, 60, createInProcessPool(bowl));
    const controller = new AbortController();
    const path = join(folder, 'stopped.jsonl');
    const stopped = await sweep(path, spec, 60, createInProcessPool(bowl), {
      signal: controller.signal,
      onProgress: ({ done }) => done === 17 && controller.abort(),
    });
    expect(stopped.outcome.aborted).toBe(true);
    const kept = stopped.outcome.trials.length;
    expect(kept).toBeGreaterThanOrEqual(17);
    expect(kept).toBeLessThan(60);
    expect(stopped.bytes).toBe(
      `${whole.bytes
        .split('\n')
        .slice(0, 1 + 2 * kept)
        .join('\n')}\n`,
    );
    const steps: SweepProgress[] = [];
    const continued = await sweep(path, spec, 60, createInProcessPool(bowl), { onProgress: (p) => steps.push(p) });
    expect(continued.bytes).toBe(whole.bytes);
    expect(continued.outcome).toEqual(whole.outcome);
    expect(steps[0]).toMatchObject({ done: kept + 1, replayed: kept });
  });

  it('stops while trials are running, without waiting for them', async () => {
    const controller = new AbortController();
    const pool = threads(2, { delayMs: 100_000 });
    setTimeout(() => controller.abort(), 400);
    const { outcome } = await sweep(join(scratchFolder(), 's.jsonl'), specOf('random'), 20, pool, {
      signal: controller.signal,
    });
    expect(outcome.aborted).toBe(true);
    expect(outcome.trials.length).toBeLessThan(20);
  });

  it('continues a finished study with a larger budget', async () => {
    const folder = scratchFolder();
    for (const spec of [specOf('genetic', { population: 8 }), specOf('bayesian', { window: 4 })]) {
      const whole = await sweep(join(folder, `${spec.kind}-whole.jsonl`), spec, 24, createInProcessPool(bowl));
      const path = join(folder, `${spec.kind}-grown.jsonl`);
      await sweep(path, spec, 13, createInProcessPool(bowl));
      expect((await sweep(path, spec, 24, createInProcessPool(bowl))).bytes).toBe(whole.bytes);
    }
  });

  it('never runs settings that the space forbids', async () => {
    const space = createSearchSpace(
      [int('x0', 0, 3), int('x1', 0, 3)],
      { x0: 0, x1: 0 },
      (p) => p.x0 === p.x1 && p.x0 !== 0,
    );
    const evaluated: ParamValues[] = [];
    const pool = createInProcessPool((params) => {
      evaluated.push(params);
      return bowl(params);
    });
    const { outcome } = await sweep(join(scratchFolder(), 's.jsonl'), specOf('random'), 8, pool, { space });
    expect(outcome.trials[0]).toMatchObject({ status: 'infeasible', value: null });
    expect(evaluated).toHaveLength(7);
    for (const params of evaluated) expect(space.feasible(params)).toBe(true);
  });

  it('ends where the grid ends', async () => {
    const space = createSearchSpace([int('x0', 0, 3), int('x1', 0, 3)], { x0: 0, x1: 0 });
    const { outcome } = await sweep(join(scratchFolder(), 's.jsonl'), specOf('grid'), 500, createInProcessPool(bowl), {
      space,
    });
    expect(outcome.aborted).toBe(false);
    expect(new Set(outcome.trials.map(({ params }) => JSON.stringify(params))).size).toBe(16);
    expect(outcome.trials[outcome.best as number]?.params).toEqual({ x0: 1, x1: 0 });
  });

  it('throws what keeps the pool from working, with the journal in order', async () => {
    const pool = createThreadPool({
      workerUrl: new URL('./fixtures/broken-worker.mjs', import.meta.url),
      workers: 2,
      workerData: null,
    });
    onTestFinished(() => pool.close());
    await expect(sweep(join(scratchFolder(), 's.jsonl'), specOf('random'), 9, pool)).rejects.toThrow('does not load');
  });

  it('works without a journal and without a clock', async () => {
    const space = boxSpace(2, -5, 5);
    const sampler = createSampler(specOf('random'), space, { seed: 1, direction: 'min' });
    const pool = createInProcessPool(bowl);
    const { trials, best } = await runSweep({ space, direction: 'min', sampler, pool, journal: null, trials: 300 });
    expect(trials.map(({ index }) => index)).toEqual(Array.from({ length: 300 }, (_, i) => i));
    expect(trials[best as number]?.value).toBe(Math.min(...trials.map(({ value }) => value as number)));
  });
});
