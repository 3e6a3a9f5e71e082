// Bundles the command line and the worker of its sweeps into dist/bin: a few files start in a fraction of the time that
// hundreds take. The library stays one file per module; `candlebench` itself, as strategies import it, is the one engine
// inside the bundle.
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist/bin');

// Texts of zod in fifty languages, of which we show none, would be half of what is parsed at every start.
const oneLocale = {
  name: 'one-locale',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ resolveDir, kind, pluginData }) =>
      pluginData === oneLocale ? undefined : resolve('../locales/en.js', { resolveDir, kind, pluginData: oneLocale }),
    );
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { candlebench: 'bin/candlebench.ts', 'sweep-worker': 'app/sweep-worker.ts' },
  outdir: out,
  bundle: true,
  splitting: true,
  // All in one folder, where files that look for their neighbours by import.meta.url find them.
  chunkNames: '[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['source'],
  // These start processes or threads from files of their own.
  external: ['esbuild', 'piscina'],
  // Errors are told apart by their names.
  keepNames: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [oneLocale],
  banner: {
    // Packages in the older module format ask for Node's modules this way.
    js: "import { createRequire as createBundleRequire } from 'node:module';\nconst require = createBundleRequire(import.meta.url);",
  },
});

// Chunks of an earlier build, under another hash.
const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
for (const name of await readdir(out)) {
  if (name.endsWith('.js') && !made.has(name)) await rm(join(out, name));
}
