import { demo } from '#app';
import { describeRun } from './backtest-command.ts';
import { describeStudy } from './describe-study.ts';
import { catchInterrupt } from './interrupt.ts';
import { printJson, printLines } from './print.ts';
import { createProgressLine, formatDuration } from './progress-line.ts';
import { EXIT } from './tell-error.ts';

/** `candlebench demo`. */
export async function demoCommand({
  json,
  out,
  workers,
}: {
  readonly json?: boolean;
  readonly out?: string;
  readonly workers?: number;
}): Promise<void> {
  const started = performance.now();
  const line = createProgressLine();
  const interrupt = catchInterrupt(() => line.clear());
  try {
    const { run, studies } = await demo({
      ...(out === undefined ? {} : { out }),
      ...(workers === undefined ? {} : { workers }),
      signal: interrupt.signal,
      onProgress: (what, state) => line.show(state, what),
    });
    line.clear();
    const seconds = (performance.now() - started) / 1000;
    if (json === true) {
      const { result, fingerprint, files } = run;
      const tuned = studies.map(({ study, files: written, threads, elapsedMs }) => {
        const { trials, ...about } = study;
        return { ...about, trials: trials.length, files: written, threads: threads.length, elapsedMs };
      });
      printJson({ run: { name: result.name, fingerprint, metrics: result.metrics, files }, studies: tuned, seconds });
    } else {
      const blocks = [describeRun(run), ...studies.map(describeStudy)];
      printLines([
        ...blocks.flatMap((block) => [...block, '']),
        `Done in ${formatDuration(seconds)}. Open a report in a browser.`,
      ]);
    }
    if (studies.some((study) => study.aborted)) process.exitCode = EXIT.interrupted;
  } finally {
    line.clear();
    interrupt.release();
  }
}
