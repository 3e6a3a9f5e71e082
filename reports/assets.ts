import { existsSync, readFileSync } from 'node:fs';
import { InvariantError } from '#engine';

export type AssetName = 'run.js' | 'study.js' | 'report.css';

// Beside this file when it runs from dist, under dist when it runs from source.
const FOLDERS = [new URL('./assets/', import.meta.url), new URL('../dist/reports/assets/', import.meta.url)];

/**
 * Reads a bundled script or style sheet that a report carries inside it.
 * @param name file name
 * @returns its text
 * @throws InvariantError `reports.asset-missing` when the project has not been built
 */
export function readAsset(name: AssetName): string {
  for (const folder of FOLDERS) {
    const file = new URL(name, folder);
    if (existsSync(file)) return readFileSync(file, 'utf8');
  }
  throw new InvariantError(
    'reports.asset-missing',
    `Expected the report asset ${name} in dist/reports/assets, but it was not there. Run "npm run build".`,
    { name },
  );
}
