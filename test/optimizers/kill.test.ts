import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../engine/math/index.ts';
import { scratchFolder } from './support/studies.ts';

const script = fileURLToPath(new URL('./fixtures/sweep-process.mjs', import.meta.url));
const built = existsSync(new URL('../../dist/optimizers/index.js', import.meta.url));
const KILLS = Number(process.env.CANDLEBENCH_KILLS ?? 6);
const TRIALS = 300;

const start = (path: string, workers: number) =>
  spawn(process.execPath, [script, path, String(TRIALS), String(workers), 'genetic'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Runs to the end; gives what the process printed. */
async function finish(path: string, workers: number): Promise<{ threads: number; replayed: number }> {
  const child = start(path, workers);
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  return JSON.parse(text);
}

/** Kills it once its journal has grown past a size, so that kills spread over the study however fast the machine is. */
async function killAt(path: string, size: number, workers: number): Promise<void> {
  const child = start(path, workers);
  const closed = once(child, 'close');
  while (child.exitCode === null && (!existsSync(path) || readFileSync(path).length < size)) {
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  child.kill('SIGKILL');
  await closed;
}

describe.skipIf(!built)('kill -9 and resume (needs the build)', () => {
  it(
    `leaves the journal of an uninterrupted study, ${KILLS} times`,
    async () => {
      const folder = scratchFolder();
      const whole = join(folder, 'whole.jsonl');
      await finish(whole, 2);
      const bytes = readFileSync(whole);
      const random = createRandom(17, KILLS, 'kills');
      let partial = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const path = join(folder, `kill-${kill}.jsonl`);
        await killAt(path, random.int(1, bytes.length - 1), 1 + (kill % 2));
        const atKill = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
        // What is on disk is a beginning of the whole, at any moment.
        expect(bytes.subarray(0, atKill.length).equals(atKill)).toBe(true);
        const { replayed } = await finish(path, 2 - (kill % 2));
        if (replayed > 0 && replayed < TRIALS) partial++;
        expect(readFileSync(path).equals(bytes)).toBe(true);
        expect(existsSync(`${path}.lock`)).toBe(false);
      }
      expect(partial).toBeGreaterThan(0);
    },
    60_000 + 20_000 * KILLS,
  );
});
