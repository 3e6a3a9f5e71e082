import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runHere } from './run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-bad-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const HEADER = 'timestamp,open,high,low,close,volume\n';
const HOUR = 3_600_000;

function candles(count: number): string {
  let text = HEADER;
  for (let i = 0; i < count; i += 1) {
    const price = 100 + 10 * Math.sin(i / 7) + (i % 5);
    text += `${1_700_000_000_000 - (1_700_000_000_000 % HOUR) + i * HOUR},${price},${price + 1},${price - 1},${price + 0.5},10\n`;
  }
  return text;
}

const write = (name: string, content: unknown): void =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

const config = (more: object = {}) => ({
  data: { instruments: [{ symbol: 'X', file: 'x.csv' }] },
  strategies: [{ use: 'sma-cross', params: { fast: 3, slow: 8 } }],
  ...more,
});

const strategyFile = (each: string, top = '') => `import { above, column, ema, side, strategy } from 'candlebench';
${top}
export default strategy({
  name: 'mine',
  each: ({ close }) => {
    ${each}
  },
});
`;

/** One sentence on stderr, exit code 2, and nothing written. */
async function expectRefusal(args: string[], message: RegExp): Promise<void> {
  const before = readdirSync(folder).sort();
  const { code, stdout, stderr } = await runHere([...args, '--out', join(folder, 'out')], folder);
  expect(stderr).toMatch(message);
  expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(readdirSync(folder).sort()).toEqual(before);
}

describe('bad candles', () => {
  it.each<[string, string, RegExp]>([
    ['an empty file', '', /x\.csv/],
    ['a header alone', HEADER, /x\.csv/],
    ['one line', candles(1), /x\.csv/],
    ['text in a number', candles(20).replace(/,10\n/, ',ten\n'), /x\.csv line 2/],
    ['a missing column', candles(20).replace('close', 'closing_mood'), /x\.csv.*close/],
    ['high below low', `${candles(20)}1800000000000,10,9,11,10,1\n`, /x\.csv line 22/],
  ])('refuses %s', async (_, text, message) => {
    write('x.csv', text);
    write('c.json', config());
    await expectRefusal(['backtest', 'c.json'], message);
  });

  it('refuses a file that is not there', async () => {
    write('c.json', config());
    await expectRefusal(['backtest', 'c.json'], /x\.csv/);
  });
});

describe('bad configs', () => {
  beforeEach(() => write('x.csv', candles(300)));

  it.each<[string, unknown, RegExp]>([
    [
      'an unknown key',
      config({ decision: { minConfidance: 0.5 } }),
      /^candlebench: c\.json: Unknown key decision\.minConfidance, did you mean minConfidence\?$/m,
    ],
    [
      'a value out of range',
      config({ costs: { taker: 2 } }),
      /Expected costs\.taker to be a number from 0 to 1, was 2\./,
    ],
    ['a syntax error', '{\n "data": {},\n}', /^candlebench: c\.json line 3 column 1: expected valid JSON/],
    ['an empty file', '', /^candlebench: c\.json: the file is empty\.$/m],
    [
      'an unknown strategy',
      config({ strategies: [{ use: 'sma-corss' }] }),
      /Unknown strategy sma-corss, did you mean sma-cross\?/,
    ],
    [
      'an unknown parameter',
      config({ strategies: [{ use: 'sma-cross', params: { fasst: 3 } }] }),
      /no parameter fasst.*Did you mean fast\?/,
    ],
    [
      'a parameter out of range',
      config({ strategies: [{ use: 'sma-cross', params: { fast: 0 } }] }),
      /Expected fast of strategy sma-cross to be an integer/,
    ],
    [
      'a broken constraint',
      config({ strategies: [{ use: 'sma-cross', params: { fast: 50, slow: 20 } }] }),
      /constraint of strategy sma-cross does not hold/,
    ],
    ['a span outside of the data', config({ from: '2030-01-01' }), /Expected from and to to lie within the data/],
    [
      'a strategy file that is not there',
      config({ strategies: [{ use: './nowhere.ts' }] }),
      /Cannot read \.\/nowhere\.ts/,
    ],
    [
      'a warm-up longer than the data',
      config({ strategies: [{ use: 'ema-trend', params: { fast: 20, slow: 300 } }] }),
      /warm-up/,
    ],
  ])('refuses %s', async (_, content, message) => {
    write('c.json', content);
    await expectRefusal(['backtest', 'c.json'], message);
  });

  it('refuses an out folder that cannot be made', async () => {
    write('c.json', config());
    write('file', '');
    const { code, stderr } = await runHere(['backtest', 'c.json', '--out', join(folder, 'file', 'out')], folder);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `candlebench: Cannot write into ${join(folder, 'file', 'out')}: part of the path is a file, not a folder.\n`,
    );
  });

  it('refuses a TypeScript config that throws', async () => {
    write('c.ts', 'const a = 1;\nthrow new Error("no " + a);\n');
    await expectRefusal(['backtest', 'c.ts'], /^candlebench: c\.ts line 2: Error: no 1\.$/m);
  });
});

describe('bad strategies', () => {
  beforeEach(() => {
    write('x.csv', candles(300));
    write('c.json', config({ strategies: [{ use: './mine.ts' }] }));
  });

  it.each<[string, string, RegExp]>([
    ['that throws', strategyFile('throw new Error("boom");'), /mine\.ts line 6: .*boom/],
    [
      'that throws at its top level',
      strategyFile('return { signal: side(close) };', 'throw new Error("early");'),
      /mine\.ts line 2: Error: early\./,
    ],
    ['that loops for ever', strategyFile('for (;;) {}'), /mine\.ts did not return within 5 s\./],
    [
      'that gives NaN',
      strategyFile(
        "return { signal: side(close, { confidence: column('bad', [close], {}, () => () => Number.NaN) }) };",
      ),
      /mine/,
    ],
    [
      'that reads the clock',
      strategyFile('Date.now(); return { signal: side(close) };'),
      /mine\.ts line 6: uses Date\.now/,
    ],
    [
      'that draws a random number',
      strategyFile('Math.random(); return { signal: side(close) };'),
      /mine\.ts line 6: uses Math\.random/,
    ],
    ['without a signal', strategyFile('return {};'), /mine.*signal/],
    ['with a syntax error', strategyFile('return {'), /mine\.ts line \d+: /],
  ])('refuses one %s', async (_, code, message) => {
    write('mine.ts', code);
    await expectRefusal(['backtest', 'c.json'], message);
  });
});

describe('bad studies', () => {
  const study = (more: object = {}) => ({
    base: 'c.json',
    space: { 'strategy.sma-cross.fast': { int: [2, 6] } },
    objective: { constraints: [] },
    trials: 4,
    sampler: { kind: 'random' },
    ...more,
  });
  beforeEach(() => {
    write('x.csv', candles(300));
    write('c.json', config());
  });

  it.each<[string, object, RegExp]>([
    [
      'min above max',
      { space: { 'strategy.sma-cross.fast': { int: [6, 2] } } },
      /Expected space\.strategy\.sma-cross\.fast to have min <= max, was \[6, 2\]\./,
    ],
    [
      'a setting that does not exist',
      { space: { 'decision.minConfidance': { float: [0, 1] } } },
      /Unknown setting decision\.minConfidance, did you mean decision\.minConfidence\?/,
    ],
    [
      'bounds that a setting does not allow',
      { space: { 'decision.minConfidence': { float: [0.5, 1.5] } } },
      /Expected space\.decision\.minConfidence to hold values that the setting allows, was 1\.5/,
    ],
    [
      'bounds that a parameter does not allow',
      { space: { 'strategy.sma-cross.fast': { int: [1, 6] } } },
      /Expected space\.strategy\.sma-cross\.fast to hold integers from 2 to 100, was 1\./,
    ],
    [
      'an entry of no known shape',
      { space: { 'decision.minConfidence': { floot: [0, 1] } } },
      /Expected space\.decision\.minConfidence to be/,
    ],
    [
      'no range where none is declared',
      { space: { 'decision.minConfidence': true } },
      /Expected space\.decision\.minConfidence to have a range/,
    ],
    [
      'a limit that is off',
      { space: { 'risk.maxDrawdown': { float: [0.1, 0.5] } } },
      /Expected risk\.maxDrawdown to have a value in the base config, was null\./,
    ],
    [
      'a wrong constraint',
      { constraints: ['strategy.sma-cross.fast < strategy.sma-cross.slwo'] },
      /did you mean strategy\.sma-cross\.slow\?/,
    ],
    [
      'a base that is not there',
      { base: 'nowhere.json' },
      /Cannot read .*nowhere\.json: there is no such file or folder\./,
    ],
    ['too few candles', { space: { 'strategy.sma-cross.slow': { int: [8, 299] } } }, /candles/],
  ])('refuses %s', async (_, more, message) => {
    write('s.json', study(more));
    await expectRefusal(['sweep', 's.json', '--workers', '1'], message);
  });

  it('refuses an unknown sampler', async () => {
    write('s.json', study());
    await expectRefusal(['sweep', 's.json', '--sampler', 'bayes'], /Unknown sampler bayes/);
  });

  it('refuses to resume with another config, and to overwrite', async () => {
    write('s.json', study());
    const out = join(folder, 'out');
    expect(await runHere(['sweep', 's.json', '--out', out, '--workers', '1'], folder)).toMatchObject({
      code: 0,
      stderr: '',
    });
    const again = await runHere(['sweep', 's.json', '--out', out, '--workers', '1'], folder);
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(
      /study\.jsonl holds a study already; go on with --resume, or choose another folder with --out\.\n$/,
    );
    write('s.json', study({ seed: 2 }));
    const other = await runHere(['sweep', 's.json', '--out', out, '--workers', '1', '--resume'], folder);
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(
      /Expected the study to be the one in study\.jsonl, but seed was 1 there and is 2 now\.\n$/,
    );
  });
});

describe('bad arguments', () => {
  it.each<[string[], RegExp]>([
    [['backtst'], /Did you mean backtest\?/],
    [['backtest'], /missing required argument 'config'/],
    [['sweep', 's.json', '--trials', '0'], /Expected a whole number >= 1\./],
    [['backtest', 'c.json', '--jsn'], /Did you mean --json\?/],
    [['report', 'nowhere'], /There is no folder nowhere\./],
    [['check', 'sma-cross', '--params', '{bad'], /Expected --params to be a JSON object/],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await runHere(args, folder);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
