import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SpeedFigures, SpeedJob } from './speed-job.ts';

const WORKER = fileURLToPath(new URL('./speed-worker.js', import.meta.url));

/**
 * Does a job in a process of its own.
 * @throws Error when the process fails
 */
export function runJob(job: SpeedJob): SpeedFigures {
  const { status, stdout, error } = spawnSync(process.execPath, [WORKER, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`Expected the process that measures ${job.name} to end with 0, was ${status}.`);
  // Written by the worker.
  return JSON.parse(stdout) as SpeedFigures;
}
