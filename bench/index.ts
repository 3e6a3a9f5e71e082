import { benchEngine } from './engine/engine.ts';
import { benchStart } from './start/start.ts';

const BENCHES: Readonly<Record<string, (json: boolean) => void>> = { engine: benchEngine, start: benchStart };

const [name, ...flags] = process.argv.slice(2);
const bench = name === undefined ? undefined : BENCHES[name];
if (bench === undefined || flags.some((flag) => flag !== '--json')) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]`);
  process.exitCode = 2;
} else {
  bench(flags.includes('--json'));
}
