import { existsSync, readFileSync } from 'node:fs';
import { InvariantError } from '#engine';

export type AssetName = 'run.js' | 'study.js' | 'report.css';

// Seen from dist/reports, from a bundle in dist/bin, and from the source.
const FOLDERS = ['./assets/', '../reports/assets/', '../dist/reports/assets/'].map(
  (path) => new URL(path, import.meta.url),
);

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
