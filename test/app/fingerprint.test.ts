import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { describe, expect, it } from 'vitest';
import FreshThreads from 'worker-threads-pool';
import { backtest } from '../../app/backtest.ts';

const config = fileURLToPath(new URL('../../examples/backtest.json', import.meta.url));
const worker = fileURLToPath(new URL('./fixtures/fingerprint-worker.mjs', import.meta.url));
const library = new URL('../../dist/app/index.js', import.meta.url).href;

/** Runs the example in as many new threads, one after the other, and in each of them twice. */
function inFreshThreads(threads: number): Promise<string[][]> {
  const pool = new FreshThreads({ max: 1 });
  const run = () =>
    new Promise<string[]>((resolve, reject) => {
      pool.acquire(worker, { execArgv: [], workerData: { library, config, times: 2 } }, (error, thread) => {
        if (error) return reject(error);
        thread.once('message', resolve);
        thread.once('error', reject);
      });
    });
  return Promise.all(Array.from({ length: threads }, run));
}

/** Runs the example a number of times in a pool of long-lived threads. */
async function inPooledThreads(times: number): Promise<string[]> {
  const pool = new Piscina({ filename: worker, minThreads: 2, maxThreads: 2, execArgv: [], workerData: {} });
  const prints = await Promise.all(Array.from({ length: times }, () => pool.run({ library, config })));
  await pool.close();
  return prints;
}

describe('the fingerprint of a run', () => {
  it('is equal in the main thread, in fresh threads and in pooled ones', {
    timeout: 180_000,
  }, async () => {
    const { fingerprint, identity } = await backtest(config);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(identity.strategies[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await inFreshThreads(2)).toEqual([
      [fingerprint, fingerprint],
      [fingerprint, fingerprint],
    ]);
    expect(await inPooledThreads(3)).toEqual([fingerprint, fingerprint, fingerprint]);
  });

  it('differs where a fee does', { timeout: 180_000 }, async () => {
    const base = {
      data: { synthetic: { candles: 2000, symbols: ['A'] } },
      strategies: [{ use: 'sma-cross', params: { fast: 5, slow: 20 } }],
    };
    const { fingerprint, result } = await backtest(base);
    expect(result.fills.length).toBeGreaterThan(5);
    expect((await backtest(base)).fingerprint).toBe(fingerprint);
    expect((await backtest({ ...base, costs: { taker: 0.0011 } })).fingerprint).not.toBe(fingerprint);
  });
});
