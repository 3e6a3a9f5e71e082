// Bundles the command line and the worker of its sweeps into dist/bin: a few files start in a fraction of the time that
// hundreds take. The library stays one file per module; strategies that import 'candlebench' get the one engine inside
// the bundle.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist/bin');

// Texts of zod in fifty languages, of which we show none, would be half of what is read at every start.
const oneLocale = {
  name: 'one-locale',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ resolveDir, kind, pluginData }) =>
      pluginData === oneLocale ? undefined : resolve('../locales/en.js', { resolveDir, kind, pluginData: oneLocale }),
    );
  },
};

const options = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node20.19',
  conditions: ['source'],
  // These start processes or threads from files of their own.
  // ... and these are large and seldom asked for.
  external: ['esbuild', 'piscina', 'apache-arrow', 'ccxt'],
  // Errors are told apart by their names.
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [oneLocale],
};
const bundle = async (entry, more) => (await build({ ...options, entryPoints: [entry], ...more })).outputFiles[0].text;

// Node 20 keeps compiled code of scripts only, not of modules, hence the older format.
const main = await bundle('bin/main.ts', {
  format: 'cjs',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: '(function (exports, require, module, bundleUrl) {' },
  footer: { js: '})' },
});
const name = `main-${createHash('sha256').update(main).digest('hex').slice(0, 16)}`;
const esm = { format: 'esm', define: { BUNDLE_NAME: JSON.stringify(name) } };
const files = {
  [`${name}.cjs`]: main,
  'candlebench.js': await bundle('bin/candlebench.ts', esm),
  'keep-code.js': await bundle('bin/keep-code.ts', esm),
  'sweep-worker.js': await bundle('app/sweep-worker.ts', {
    format: 'esm',
    // Packages in the older module format ask for Node's own modules this way.
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module';\nconst require = createBundleRequire(import.meta.url);",
    },
  }),
};

mkdirSync(out, { recursive: true });
for (const [file, text] of Object.entries(files)) {
  writeFileSync(join(out, `${file}.tmp`), text);
  renameSync(join(out, `${file}.tmp`), join(out, file));
}
for (const file of readdirSync(out)) {
  const kept = file in files || file.startsWith(name) || !/\.(js|cjs|code|tmp)$/.test(file);
  if (!kept) rmSync(join(out, file));
}

const scratch = mkdtempSync(join(tmpdir(), 'candlebench-build-'));
try {
  const run = ['backtest', join(root, 'examples/backtest.json'), '--json', '--out', scratch];
  execFileSync(process.execPath, [join(out, 'keep-code.js'), ...run], { stdio: ['ignore', 'ignore', 'inherit'] });
} finally {
  rmSync(scratch, { recursive: true });
  rmSync(join(out, 'keep-code.js'));
}
