import { spawnSync } from 'node:child_process';

/** Milliseconds of one process, from its start to its end. */
export interface ProcessTime {
  readonly wall: number;
  /** User and system time of the process and its threads. */
  readonly cpu: number;
}

/** Tells the CPU time of the process on a pipe of its own, as its last act. */
const HOOK = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, JSON.stringify(process.cpuUsage())));",
)}`;

/**
 * Runs Node once.
 * @param args script and arguments
 * @throws Error when the process fails
 */
export function timeProcess(args: readonly string[], folder: string): ProcessTime {
  // Node itself reads the certificates that this names before anything else, 0.1 s for those of a whole system.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const started = performance.now();
  const { status, output } = spawnSync(process.execPath, ['--import', HOOK, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  const wall = performance.now() - started;
  if (status !== 0) throw new Error(`Expected ${args.join(' ')} to end with 0, was ${status}.`);
  // Written by the hook above.
  const { user, system } = JSON.parse(output[3] ?? '') as NodeJS.CpuUsage;
  return { wall, cpu: (user + system) / 1000 };
}

/** Lowest and middle value. */
export function summarize(values: readonly number[]): { readonly min: number; readonly median: number } {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0], median: sorted[sorted.length >> 1] };
}
