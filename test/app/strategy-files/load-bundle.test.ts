import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleUserFile } from '../../../app/strategy-files/bundle.ts';
import { guardedCall } from '../../../app/strategy-files/guarded-call.ts';
import { loadDefaultExport, loadStrategy } from '../../../app/strategy-files/load-bundle.ts';
import { bindStrategy } from '../../../engine/columns/index.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-bundle-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function bundle(code: string, name = 'mine.ts') {
  const path = join(folder, name);
  writeFileSync(path, code);
  return bundleUserFile(path);
}

const evaluate = async (expression: string) => loadDefaultExport(await bundle(`export default ${expression};`));

const STRATEGY = `import { strategy, param, side, above, ema } from 'candlebench';
export default strategy({
  name: 'mine',
  params: { n: param.int(2, 50, { default: 10 }) },
  each: ({ close }, p) => ({ signal: side(above(close, ema(close, p.n))) }),
});
`;

describe('bundleUserFile', () => {
  it('gives the same bytes wherever the folder lies', async () => {
    const other = join(folder, 'deep', 'er');
    mkdirSync(other, { recursive: true });
    writeFileSync(join(folder, 'part.ts'), 'export const n: number = 3;');
    writeFileSync(join(other, 'part.ts'), 'export const n: number = 3;');
    const code = "import { n } from './part.ts';\nexport default n;\n";
    const here = await bundle(code);
    const there = await bundle(code, join('deep', 'er', 'mine.ts'));
    expect(there.hash).toBe(here.hash);
    expect(loadDefaultExport(here)).toBe(3);
    expect((await bundle(code.replace('default n', 'default n + 1'))).hash).not.toBe(here.hash);
  });

  it.each([
    ['node:fs', 'import { readFileSync } from "node:fs"; export default readFileSync;'],
    ['fs', 'import fs from "fs"; export default fs;'],
    ['child_process', 'export default require("child_process");'],
  ])('refuses %s', async (name, code) => {
    await expect(bundle(code)).rejects.toMatchObject({
      kind: 'StrategyError',
      message: `mine.ts line 1: imports "${name}", but strategies and configs cannot use Node's own modules.`,
    });
  });

  it("leaves no ** behind: it would be the platform's own power", async () => {
    const { code } = await bundle('export default (a: number, b: number): number => a ** b;');
    expect(code).not.toContain('**');
    expect(code).toContain('Math.pow');
  });

  it('places a syntax error', async () => {
    await expect(bundle('const a = 1;\nexport default {\n  b: ;\n}')).rejects.toThrow(
      'mine.ts line 3: Unexpected ";".',
    );
  });

  it('tells a missing import', async () => {
    await expect(bundle('import "./nowhere.ts";')).rejects.toThrow('mine.ts line 1: Could not resolve "./nowhere.ts".');
  });
});

describe('loadStrategy', () => {
  it('loads a strategy that the engine can bind', async () => {
    const definition = loadStrategy(await bundle(STRATEGY));
    expect(definition.name).toBe('mine');
    expect(bindStrategy(definition, { n: 20 }).params).toEqual({ n: 20 });
  });

  it('refuses a file without a strategy', async () => {
    const loaded = await bundle('export const a = 1;');
    expect(() => loadStrategy(loaded)).toThrow('mine.ts: expected "export default strategy({ ... })".');
  });

  it('places an error of each()', async () => {
    const definition = loadStrategy(await bundle(STRATEGY.replace('side(above(', 'side(undefined.x(')));
    expect(() => guardedCall('mine', 5, () => bindStrategy(definition))).toThrow(/^mine\.ts line 5: .*undefined.*\.$/);
  });

  it('suggests a name for a wrong import', async () => {
    const loaded = await bundle("import { strategyy } from 'candlebench';\nexport default strategyy({});");
    expect(() => loadStrategy(loaded)).toThrow(
      'mine.ts line 2: "candlebench" exports no strategyy. Did you mean strategy?',
    );
  });
});

describe('the scope of user code', () => {
  it.each([
    ['Date.now()', 'Date.now', 'the clock'],
    ['new Date().getTime()', 'new Date()', 'the clock'],
    ['Date()', 'Date()', 'the clock'],
    ['performance.now()', 'performance.now', 'the clock'],
    ['globalThis.performance.now()', 'performance.now', 'the clock'],
    ['Math.random()', 'Math.random()', 'random numbers'],
    ['globalThis.Math.random()', 'Math.random()', 'random numbers'],
    ['crypto.randomUUID()', 'crypto.randomUUID', 'random numbers'],
    ['process.hrtime()', 'process.hrtime', 'the process'],
    ['process.env.HOME', 'process.env', 'the process'],
    ['setTimeout(() => 1, 0)', 'setTimeout()', 'timers'],
    ['setInterval(() => 1, 0)', 'setInterval()', 'timers'],
    ['setImmediate(() => 1)', 'setImmediate()', 'timers'],
    ['queueMicrotask(() => 1)', 'queueMicrotask()', 'timers'],
    ['fetch("http://localhost")', 'fetch()', 'the network'],
    ['Function("return 1")()', 'Function()', 'code made from text'],
    ['eval("1")', 'eval()', 'code made from text'],
    ['new Intl.DateTimeFormat()', 'Intl.DateTimeFormat', 'the locale'],
  ])('refuses %s', async (expression, use, gives) => {
    const message = `mine.ts line 1: uses ${use}; strategies cannot reach ${gives}, so that a run is the same every time.`;
    await expect(evaluate(expression)).rejects.toThrow(message);
  });

  it('gives the functions of engine/math in place of those whose last bit differs', async () => {
    const { exp, log, pow, sin } = await import('../../../engine/math/index.ts');
    expect(await evaluate('[Math.exp(1.1), Math.log(3.3), Math.pow(1.7, 2.3), Math.sin(2)]')).toEqual([
      exp(1.1),
      log(3.3),
      pow(1.7, 2.3),
      sin(2),
    ]);
    expect(await evaluate('(() => { const x = 1.7; return x ** 2.3; })()')).toBe(pow(1.7, 2.3));
    await expect(evaluate('Math.atan2(1, 2)')).rejects.toThrow(
      'uses Math.atan2(); strategies cannot reach functions whose last bit differs',
    );
  });

  it.each(['tan', 'log2', 'log10', 'cbrt', 'hypot', 'sinh', 'cosh', 'tanh'] as const)(
    'has a Math.%s that is right',
    async (name) => {
      for (const x of [-2.5, -0.3, 0.4, 1, 7]) {
        const got = await evaluate(`Math.${name}(${x})`);
        if (Number.isNaN(Math[name](x))) expect(got).toBeNaN();
        else expect(got).toBeCloseTo(Math[name](x), 11);
      }
    },
  );

  it('cannot be changed by user code', async () => {
    await expect(evaluate('(() => { "use strict"; Math.random = () => 4; return Math.random(); })()')).rejects.toThrow(
      'read only',
    );
    expect(Math.random()).toBeLessThan(1);
  });

  it('keeps what is pure', async () => {
    expect(
      await evaluate(
        '[Math.sqrt(2), Math.max(1, 2), Date.UTC(2024, 0, 1), typeof globalThis.Map, [3, 1].sort().join()]',
      ),
    ).toEqual([Math.sqrt(2), 2, Date.UTC(2024, 0, 1), 'function', '1,3']);
  });

  it('tells an error of the top level by file and line', async () => {
    const loaded = await bundle('const a: number = 1;\n\nthrow new Error("boom");\nexport default a;');
    expect(() => loadDefaultExport(loaded)).toThrow('mine.ts line 3: Error: boom.');
  });

  it('places an error in an imported file', async () => {
    writeFileSync(
      join(folder, 'part.ts'),
      '\n\nexport function fail(): never {\n  throw new RangeError("too deep");\n}\n',
    );
    const loaded = await bundle('import { fail } from "./part.ts";\nexport default fail();');
    expect(() => loadDefaultExport(loaded)).toThrow('part.ts line 4: RangeError: too deep.');
  });
});

describe('guardedCall', () => {
  it('ends code that loops for ever', async () => {
    const loaded = await bundle('while (true) {}\nexport default 1;');
    expect(() => loadDefaultExport(loaded, 0.2)).toThrow('mine.ts did not return within 0.2 s.');
    expect(guardedCall('after it', 1, () => 7)).toBe(7);
  });

  it('watches a call within a call', async () => {
    const endless = loadDefaultExport(await bundle('export default () => { for (;;); };')) as () => void;
    expect(() => guardedCall('outer', 0.2, () => guardedCall('inner', 100, endless))).toThrow(
      'outer did not return within 0.2 s.',
    );
  });

  it('passes on errors that did not come from user code', () => {
    const error = new Error('ours');
    expect(() =>
      guardedCall('x', 1, () => {
        throw error;
      }),
    ).toThrow(error);
  });
});
