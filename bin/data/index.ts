import type { Command } from 'commander';
import { addDownload } from './download.ts';
import { addInspect } from './inspect.ts';
import { addSynth } from './synth.ts';

/** `candlebench data ...`: each command in a file of its own, in the order of `--help`. */
export function addData(program: Command): void {
  const data = program
    .command('data')
    .summary('look at candle files, or make a synthetic market')
    .description('Candle files.');
  addInspect(data);
  addSynth(data);
  addDownload(data);
}
