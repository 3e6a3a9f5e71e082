import type { Command } from 'commander';
import { addCheck } from './check.ts';
import { addInspect } from './inspect.ts';
import { addResample } from './resample.ts';
import { addSynth } from './synth.ts';

/** `candlebench data ...`: each command in a file of its own, in the order of `--help`. */
export function addData(program: Command): void {
  const data = program
    .command('data')
    .summary('look at, check and resample candle files, or make a synthetic market')
    .description('Candle files.');
  addInspect(data);
  addCheck(data);
  addResample(data);
  addSynth(data);
}
