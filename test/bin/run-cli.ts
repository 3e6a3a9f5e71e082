import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createProgram } from '../../bin/program.ts';
import { exitCodeOf, tellError } from '../../bin/tell-error.ts';

/** The command line as it is shipped. */
export const CLI = fileURLToPath(new URL('../../dist/bin/candlebench.js', import.meta.url));

/** What a finished process left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in a folder. */
export function runCli(args: readonly string[], cwd: string): Finished {
  if (!existsSync(CLI)) throw new Error('Expected dist/bin to be built: run npm run build first.');
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CANDLEBENCH_DEBUG: '' },
  });
  return { code: status, stdout, stderr };
}

/** Runs a command in this process: the same words and exit code without the start of a process. */
export async function runHere(args: readonly string[], cwd: string): Promise<Finished> {
  const before = process.cwd();
  const { stdout, stderr } = process;
  const written = { stdout: '', stderr: '' };
  const write = { stdout: stdout.write, stderr: stderr.write };
  let code = 0;
  process.chdir(cwd);
  stdout.write = (text: string | Uint8Array) => {
    written.stdout += String(text);
    return true;
  };
  stderr.write = (text: string | Uint8Array) => {
    written.stderr += String(text);
    return true;
  };
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    code = Number(process.exitCode ?? 0);
  } catch (error) {
    tellError(error);
    code = exitCodeOf(error);
  } finally {
    stdout.write = write.stdout;
    stderr.write = write.stderr;
    process.exitCode = undefined;
    process.chdir(before);
  }
  return { code, ...written };
}
