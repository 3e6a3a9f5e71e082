// Bundles the scripts and styles that reports carry inside them into dist/reports/assets.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

await build({
  entryPoints: {
    run: join(here, 'client/run.ts'),
    study: join(here, 'client/study.ts'),
    report: join(here, 'styles/report.css'),
  },
  outdir: join(here, '../dist/reports/assets'),
  bundle: true,
  format: 'iife',
  target: 'es2022',
  minify: true,
  // A "</script" inside a bundle would end the element that carries it.
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});
