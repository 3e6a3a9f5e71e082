/** Part of the build: runs backtests from the bundle, and keeps the code that V8 compiled on the way beside it. */
import { renameSync, writeFileSync } from 'node:fs';
import { codePath, compileBundle, openBundle } from './open-bundle.ts';

const [node, self, out, ...configs] = process.argv;
const script = compileBundle();
const { main } = openBundle(script);
for (const config of configs) await main([node, self, 'backtest', config, '--json', '--out', out]);
const path = codePath();
writeFileSync(`${path}.tmp`, script.createCachedData());
renameSync(`${path}.tmp`, path);
