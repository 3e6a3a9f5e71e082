import { describe, expect, it, onTestFinished } from 'vitest';
import { createThreadPool, type TrialPool } from '../../../optimizers/workers/index.ts';

const workerUrl = new URL('../fixtures/trial-worker.mjs', import.meta.url);

function poolWith(workers: number, workerData: Record<string, unknown>, deaths: string[] = []): TrialPool {
  const pool = createThreadPool({
    workerUrl,
    workers,
    workerData,
    onWorkerDeath: (error) => deaths.push(error.message),
  });
  onTestFinished(() => pool.close());
  return pool;
}

const suggestions = (...x0: number[]) => x0.map((x, index) => ({ index, params: { x0: x, x1: 0 } }));

describe('thread pool', () => {
  it('evaluates chunks in the order of their suggestions', async () => {
    const pool = poolWith(2, {});
    const results = await pool.run(suggestions(1, 3, 2));
    expect(results.map(({ index, value }) => [index, value])).toEqual([
      [0, -4],
      [1, -8],
      [2, -5],
    ]);
    expect(results[0]?.metrics).toEqual({ sharpe: -4, trades: 60, cagr: null });
  });

  it('turns what a trial throws into its reason', async () => {
    const [failed, fine] = await poolWith(1, {}).run(suggestions(4.9, 1));
    expect(failed).toMatchObject({ status: 'failed', value: null, reason: 'too far out' });
    expect(fine?.status).toBe('ok');
  });

  it('uses several threads', async () => {
    const pool = poolWith(2, { delayMs: 30 });
    await Promise.all(Array.from({ length: 8 }, (_, i) => pool.run(suggestions(i / 4))));
    expect(pool.threads()).toHaveLength(2);
  });

  it('fails the trial that kills its thread three times, and no other', async () => {
    const deaths: string[] = [];
    const pool = poolWith(2, { crashAt: 3 }, deaths);
    const results = await pool.run(suggestions(1, 3, 2));
    expect(results.map(({ status }) => status)).toEqual(['ok', 'failed', 'ok']);
    expect(results[1]?.reason).toBe('The worker thread died 3 times on this trial.');
    // Once in the chunk, three times alone.
    expect(deaths).toHaveLength(4);
    expect((await pool.run(suggestions(1)))[0]?.value).toBe(-4);
  });

  it('runs the trials of a thread that died by accident again', async () => {
    const crashOnce = new SharedArrayBuffer(4);
    const deaths: string[] = [];
    const results = await poolWith(1, { crashOnce }, deaths).run(suggestions(0.5, 1, 1.5, 2, 2.5));
    expect(results.map(({ status }) => status)).toEqual(new Array(5).fill('ok'));
    expect(deaths).toHaveLength(1);
  });

  it('says why when the worker module does not load', async () => {
    const broken = new URL('../fixtures/broken-worker.mjs', import.meta.url);
    const pool = createThreadPool({ workerUrl: broken, workers: 2, workerData: null });
    onTestFinished(() => pool.close());
    await expect(pool.run(suggestions(1))).rejects.toThrow('this module does not load');
    await expect(pool.run(suggestions(1))).rejects.toThrow('this module does not load');
  });

  it('gives up what is running when it is closed', async () => {
    const pool = poolWith(1, { delayMs: 100_000 });
    const running = expect(pool.run(suggestions(1))).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await pool.close();
    await running;
  });
});
