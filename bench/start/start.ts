import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ProcessTime, summarize, timeProcess } from './measure.ts';
import { makeProject } from './scenario.ts';

const CLI = fileURLToPath(new URL('../../bin/candlebench.js', import.meta.url));

/** What is timed, in turn; Node alone is the floor. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  node: ['--eval', '0'],
  help: [CLI, '--help'],
  backtest: [CLI, 'backtest', 'config.json', '--out', 'run'],
};

/** Runs of each case; one more comes first and is not counted. */
const RUNS = 11;

/** `npm run bench -- start`: edit and run, from the start of the process to the report on disk. */
export function benchStart(json: boolean): void {
  const folder = makeProject();
  const times = new Map<string, ProcessTime[]>(Object.keys(CASES).map((name) => [name, []]));
  try {
    for (let run = 0; run <= RUNS; run += 1) {
      for (const [name, args] of Object.entries(CASES)) {
        const time = timeProcess(args, folder);
        if (run > 0) times.get(name)?.push(time);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const flat: Record<string, number> = {};
  for (const [name, all] of times) {
    for (const what of ['wall', 'cpu'] as const) {
      const { min, median } = summarize(all.map((time) => time[what]));
      flat[`${name}.${what}.min`] = Math.round(min);
      flat[`${name}.${what}.median`] = Math.round(median);
    }
  }
  if (json) console.log(JSON.stringify(flat));
  else printTable(flat);
}

function printTable(flat: Readonly<Record<string, number>>): void {
  const figures = ['wall.min', 'wall.median', 'cpu.min', 'cpu.median'];
  const line = (name: string, cells: readonly string[]): void =>
    console.log(name.padEnd(12) + cells.map((cell) => cell.padStart(14)).join(''));
  line('case', figures);
  for (const name of Object.keys(CASES)) {
    line(
      name,
      figures.map((figure) => String(flat[`${name}.${figure}`])),
    );
  }
  console.log(
    `\nMilliseconds of a whole process, ${RUNS} runs in turn; backtest: one strategy file, 50,000 candles, report.`,
  );
}
