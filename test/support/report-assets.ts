import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Builds the scripts and styles of reports where the project has not been built. */
export function buildReportAssets(): void {
  const isBuilt = ['run.js', 'study.js', 'report.css'].every((name) =>
    existsSync(join(root, 'dist/reports/assets', name)),
  );
  if (!isBuilt) execFileSync(process.execPath, [join(root, 'reports/build-assets.mjs')], { cwd: root });
}
