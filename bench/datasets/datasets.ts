import { fileURLToPath } from 'node:url';
import { isAccurate, measureAccuracy } from './accuracy.ts';
import { duckDbVersion, hasDuckDb } from './duckdb.ts';
import { openReference } from './reference.ts';
import { describeAccuracy, describeSpeed } from './report.ts';
import { measureSpeed } from './speed.ts';

/** From dist/bench/datasets. */
const PEERS = fileURLToPath(new URL('../../../bench/peers/', import.meta.url));

/**
 * `npm run bench -- datasets`: every file of the reference data against what is known of it, and the speed of a large
 * one. Exit code 1 when a figure is not as stated.
 * @throws ConfigError `reference-absent`
 */
export async function benchDatasets(json: boolean): Promise<void> {
  const reference = openReference();
  const accuracy = await measureAccuracy(reference);
  if (!isAccurate(accuracy)) process.exitCode = 1;
  if (!json) console.log(describeAccuracy(accuracy));
  const speed = await measureSpeed(reference.folder, PEERS);
  const duckdb = hasDuckDb(PEERS) ? duckDbVersion(PEERS) : null;
  if (json) console.log(JSON.stringify({ ok: isAccurate(accuracy), ...accuracy, duckdb, ...speed }));
  else console.log(describeSpeed(speed, duckdb));
}
