/** Part of the build: runs one backtest from the bundle, and keeps the code that V8 compiled on the way beside it. */
import { renameSync, writeFileSync } from 'node:fs';
import { codePath, compileBundle, openBundle } from './open-bundle.ts';

const script = compileBundle();
await openBundle(script).main();
const path = codePath();
writeFileSync(`${path}.tmp`, script.createCachedData());
renameSync(`${path}.tmp`, path);
