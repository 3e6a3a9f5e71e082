import { join } from 'node:path';
import { sweep } from '#app';
import { describeStudy } from './describe-study.ts';
import { catchInterrupt } from './interrupt.ts';
import { printJson, printLines } from './print.ts';
import type { SweepCommandOptions } from './program.ts';
import { createProgressLine } from './progress-line.ts';
import { EXIT } from './tell-error.ts';

/** `candlebench sweep STUDY`. */
export async function sweepCommand(study: string, { json, out, ...options }: SweepCommandOptions): Promise<void> {
  const line = createProgressLine();
  const interrupt = catchInterrupt(() => {
    line.clear();
    process.stderr.write('Ending with what is done; Ctrl-C again ends at once.\n');
  });
  try {
    const outcome = await sweep(study, {
      ...options,
      out: out ?? ((name) => join('candlebench-out', name)),
      signal: interrupt.signal,
      onProgress: (state) => line.show(state),
    });
    line.clear();
    const { study: result, best, files, aborted, threads, warmupCandles, elapsedMs } = outcome;
    if (json === true) {
      const { trials, ...about } = result;
      printJson({
        ...about,
        trials: trials.length,
        bestConfig: best,
        warmupCandles,
        files,
        aborted,
        threads: threads.length,
        elapsedMs,
      });
    } else printLines(describeStudy(outcome));
    if (aborted) process.exitCode = EXIT.interrupted;
  } finally {
    line.clear();
    interrupt.release();
  }
}
