// Bundles the command line and the worker of its sweeps into dist/bin: a few files start in a fraction of the time that
// hundreds take. The library stays one file per module; strategies that import 'candlebench' get the one engine inside
// the bundle.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
const text = await bundle('bin/main.ts', {
  format: 'cjs',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: '(function (exports, require, module, bundleUrl) {' },
  footer: { js: '})' },
});
// ASCII throughout: V8 keeps such a text as it is, a byte a character, and decodes any other into twice the bytes. What
// is left lies in template literals and comments, where an escape is the same.
const main = text.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
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
  // Two runs, so that candles that are made and candles that are read both find their code.
  const configs = [join(root, 'examples/backtest.json'), writeProject(scratch)];
  const run = [join(out, 'keep-code.js'), join(scratch, 'run'), ...configs];
  execFileSync(process.execPath, run, { stdio: ['ignore', 'ignore', 'inherit'] });
} finally {
  rmSync(scratch, { recursive: true });
  rmSync(join(out, 'keep-code.js'));
}

/** Writes a config, a strategy and candles as a user has them. @returns path of the config */
function writeProject(folder) {
  const rows = Array.from({ length: 3000 }, (_, i) => {
    // Waves, so that something is bought and sold; a missing candle, as real files have.
    const [open, close] = [i, i + 1].map((k) => 100 + 20 * Math.sin(k / 90) + 3 * Math.sin(k / 7));
    const prices = [open, Math.max(open, close) + 0.5, Math.min(open, close) - 0.5, close].map((price) =>
      price.toFixed(2),
    );
    return i === 1000 ? [] : [[Date.UTC(2024, 0, 1, i), ...prices, 10].join(',')];
  });
  const config = {
    data: { instruments: [{ symbol: 'BTC/USD', file: 'BTC-USD.csv' }] },
    strategies: [{ use: './my-strategy.ts' }],
  };
  copyFileSync(join(root, 'examples/my-strategy.ts'), join(folder, 'my-strategy.ts'));
  writeFileSync(join(folder, 'BTC-USD.csv'), ['time,open,high,low,close,volume', ...rows.flat(), ''].join('\n'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return join(folder, 'config.json');
}
