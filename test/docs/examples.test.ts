import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as app from '#app';
import * as datasets from '#datasets';
import * as engine from '#engine';
import * as model from '#optimizers/model';
import { createInstrumentColumns } from '../../engine/columns/candle-columns.ts';
import { html } from '../../reports/html.ts';
import { ROOT } from './support/doc-blocks.ts';
import { findExamples, runExample } from './support/docstring-examples.ts';

/** Examples that are not run here, and what runs them instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  demo: 'half a minute of work; test/bin covers the command',
  serveTrials: 'the entry of a worker thread; test/optimizers/workers runs one',
};

/** A sweep of an example stops here; what it shows does not depend on the number. */
const TRIALS = 12;

describe('examples in docstrings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'candlebench-examples-'));
  const examples = findExamples();

  beforeAll(() => {
    cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true });
    mkdirSync(join(folder, 'data'));
    const csv = 'timestamp,open,high,low,close,volume\n0,1,2,1,2,5\n3600000,2,3,2,3,5\n';
    writeFileSync(join(folder, 'data/BTCUSDT_1h.csv.gz'), gzipSync(csv));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are found', () => {
    expect(examples.map(({ of }) => of)).toEqual(expect.arrayContaining(['backtest', 'strategy', 'loadCandles']));
  });

  it('are run, or named with a reason', () => {
    for (const name of Object.keys(ELSEWHERE)) expect(examples.map(({ of }) => of)).toContain(name);
  });

  it('are held to what their comments promise', async () => {
    const scope = { double: (x: number) => 2 * x };
    const code = 'double(2); // 4\ndouble(3); // 5\ndouble(4); // eight\n({ a: double(1) })\n// { a: 2 }';
    expect((await runExample(code, scope)).map(({ value, promised }) => [value, promised])).toEqual([
      [4, 4],
      [6, 5],
      [{ a: 2 }, { a: 2 }],
    ]);
    await expect(runExample('double(2).missing.more;', scope)).rejects.toThrow(TypeError);
  });

  it('promise something in several places', async () => {
    const found = await Promise.all(
      examples.filter(({ code }) => code.startsWith('parseInterval')).map(({ code }) => runExample(code, datasets)),
    );
    expect(found).toEqual([[{ code: "parseInterval('4h')", value: 14_400_000, promised: 14_400_000 }]]);
  });

  for (const { file, line, of, code } of examples) {
    if (of in ELSEWHERE) continue;
    it(`${file}:${line} ${of}`, { timeout: 240_000 }, async () => {
      const found = await runExample(code, scopeIn(folder));
      for (const { code: expression, value, promised } of found) expect(value, expression).toEqual(promised);
    });
  }
});

/** Everything an example may name: the library, and the columns that `each` receives. Paths begin in a folder. */
function scopeIn(folder: string): Readonly<Record<string, unknown>> {
  const at = (path: string): string => join(folder, path);
  const { candles, ...columns } = createInstrumentColumns();
  return {
    ...engine,
    ...model,
    ...datasets,
    ...app,
    ...columns,
    candles,
    html,
    fast: engine.sma(columns.close, 5),
    slow: engine.sma(columns.close, 20),
    console: { log: () => undefined },
    backtest: (config: string, { out }: { out: string }) => app.backtest(at(config), { out: at(out) }),
    sweep: (study: string, { out, trials }: { out: string; trials: number }) =>
      app.sweep(at(study), { out: at(out), trials: Math.min(trials, TRIALS) }),
    loadCandles: (path: string) => datasets.loadCandles(at(path)),
    openCatalog: (path: string) => datasets.openCatalog(at(path)),
  };
}
