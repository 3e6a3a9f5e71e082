import { ConfigError, DatasetError } from '#engine';
import { inlineMore } from '../app/inline-more.ts';
import { benchDatasets } from './datasets/datasets.ts';
import { benchEngine } from './engine/engine.ts';
import { benchStart } from './start/start.ts';

inlineMore();

const BENCHES: Readonly<Record<string, (json: boolean) => void | Promise<void>>> = {
  datasets: benchDatasets,
  engine: benchEngine,
  start: benchStart,
};

const [name, ...flags] = process.argv.slice(2);
const bench = name === undefined ? undefined : BENCHES[name];
if (bench === undefined || flags.some((flag) => flag !== '--json')) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]`);
  process.exitCode = 2;
} else {
  try {
    await bench(flags.includes('--json'));
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof DatasetError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
