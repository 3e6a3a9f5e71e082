import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLI, runCli, runHere } from './run-cli.ts';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
// Processes and threads start slowly on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');

describe('help', () => {
  it.each([
    [],
    ['backtest'],
    ['sweep'],
    ['check'],
    ['data'],
    ['data', 'inspect'],
    ['data', 'check'],
    ['data', 'resample'],
    ['data', 'synth'],
    ['report'],
    ['demo'],
  ])('is there for %s %s', async (...command) => {
    const { code, stdout, stderr } = await runHere([...command, '--help'], folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: candlebench/);
    if (command.length > 0 && command.join() !== 'data')
      for (const option of ['--json', '--out', '--data-root']) expect(stdout).toContain(option);
  });
});

describe('backtest', () => {
  it('writes a run folder with the same bytes every time', () => {
    const config = join(examples, 'backtest.json');
    const first = runCli(['backtest', config, '--out', 'a', '--json'], folder);
    const second = runCli(['backtest', config, '--out', 'b', '--json'], folder);
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    const files = readdirSync(join(folder, 'a')).sort();
    expect(files).toEqual([
      'equity.csv',
      'fills.csv',
      'orders.csv',
      'report.html',
      'run.json',
      'sources.json',
      'trades.csv',
    ]);
    for (const file of files) expect(read('b', file) === read('a', file), file).toBe(true);
    const printed = JSON.parse(first.stdout);
    const run = JSON.parse(read('a', 'run.json'));
    expect(printed.fingerprint).toBe(run.fingerprint);
    expect(printed.metrics).toEqual(run.metrics);
    expect(JSON.parse(second.stdout).fingerprint).toBe(run.fingerprint);
    expect(run.metrics.values.trades).toBeGreaterThan(10);
    expect(read('a', 'trades.csv').split('\n')[0]).toBe(
      'symbol,side,entryTime,entryPrice,exitTime,exitPrice,size,pnl,fees,exitReason,mae,mfe,ledger',
    );
    expect(read('a', 'equity.csv').split('\n')[0]).toBe('candle,time,equity,cash,gross,benchmark');
    expect(read('a', 'orders.csv').split('\n')[0]).toMatch(/^time,symbol,side,size,price,fee,/);
    expect(read('a', 'fills.csv').split('\n')[0]).toMatch(/^time,symbol,side,size,price,fee,/);
  });

  it('prints words for people', () => {
    const { stdout } = runCli(['backtest', join(examples, 'backtest.json'), '--out', 'words', '--no-report'], folder);
    expect(stdout).toMatch(/net return +-?[\d.]+ %/);
    expect(stdout).toMatch(/buy and hold +-?[\d.]+ %/);
    expect(stdout).toContain('warm-up');
    expect(stdout).toContain('words');
    expect(existsSync(join(folder, 'words', 'report.html'))).toBe(false);
  });

  it('reads a TypeScript config', () => {
    const { data, strategies } = JSON.parse(readFileSync(join(examples, 'backtest.json'), 'utf8'));
    const shipped = strategies.filter((one: { use: string }) => !one.use.startsWith('.'));
    const code = `import { defineBacktest } from 'candlebench';\nexport default defineBacktest(${JSON.stringify({ name: 'typed', data, strategies: shipped })});\n`;
    writeFileSync(join(folder, 'typed.ts'), code);
    const { code: exit, stderr, stdout } = runCli(['backtest', 'typed.ts', '--json', '--no-report'], folder);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(JSON.parse(stdout).name).toBe('typed');
    expect(existsSync(join(folder, 'candlebench-out', 'typed', 'run.json'))).toBe(true);
  });
});

describe('report', () => {
  it('makes the same report from the files of a run', () => {
    runCli(['backtest', join(examples, 'backtest.json'), '--out', 'again'], folder);
    const before = read('again', 'report.html');
    rmSync(join(folder, 'again', 'report.html'));
    expect(runCli(['report', 'again'], folder)).toMatchObject({ code: 0, stderr: '' });
    expect(read('again', 'report.html') === before).toBe(true);
  });
});

describe('check', () => {
  it('passes a shipped strategy and the example', async () => {
    for (const use of ['sma-cross', join(examples, 'my-strategy.ts')]) {
      const { code, stdout, stderr } = await runHere(['check', use, '--json'], folder);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const outcome = JSON.parse(stdout);
      expect(outcome.pass).toBe(true);
      expect(outcome.checks.length).toBeGreaterThan(3);
    }
  });

  it('fails one that remembers its start', async () => {
    const code = `import { column, side, strategy } from 'candlebench';
export default strategy({
  name: 'mine',
  each: ({ close }) => {
    const count = column('count', [close], {}, () => { let n = 0; return () => (n += 1); });
    return { signal: side(count.minus(400)) };
  },
});
`;
    writeFileSync(join(folder, 'mine.ts'), code);
    const { code: exit, stdout } = await runHere(['check', 'mine.ts'], folder);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/FAIL/);
  });
});

describe('data', () => {
  it('makes a market and reads it back', async () => {
    const made = await runHere(
      ['data', 'synth', '--out', 'market', '--seed', '3', '--candles', '500', '--symbols', 'AA,BB', '--json'],
      folder,
    );
    expect(made.code).toBe(0);
    const { files } = JSON.parse(made.stdout);
    expect(files).toHaveLength(2);
    const { stdout } = await runHere(['data', 'inspect', ...files, '--json'], folder);
    const inspected = JSON.parse(stdout).files;
    expect(inspected).toHaveLength(2);
    expect(inspected[0].interval).toBe('1h');
    const words = await runHere(['data', 'inspect', files[0]], folder);
    expect(words.stdout).toMatch(/candles +\d+/);
  });
});

describe('sweep', () => {
  const study = join(examples, 'study.json');
  const args = ['sweep', study, '--trials', '40', '--sampler', 'genetic'];

  it('has the same journal for any number of workers, and a best config that runs', () => {
    const one = runCli([...args, '--out', 's1', '--workers', '1', '--json'], folder);
    const two = runCli([...args, '--out', 's2', '--workers', '2', '--json'], folder);
    expect({ code: one.code, stderr: one.stderr }).toEqual({ code: 0, stderr: '' });
    expect(read('s2', 'study.jsonl') === read('s1', 'study.jsonl')).toBe(true);
    for (const file of ['study.json', 'best.json', 'report.html'])
      expect(read('s2', file) === read('s1', file), file).toBe(true);
    const printed = JSON.parse(two.stdout);
    expect(printed.threads).toBe(2);
    expect(printed.trials).toBe(40);
    const { study: result } = JSON.parse(read('s1', 'study.json'));
    expect(result.trials).toHaveLength(40);
    expect(result.validated.length).toBeGreaterThan(0);
    expect(result.baseline.index).toBe(0);
    const best = runCli(['backtest', 's1/best.json', '--json', '--no-report'], folder);
    expect({ code: best.code, stderr: best.stderr }).toEqual({ code: 0, stderr: '' });
    const run = JSON.parse(best.stdout);
    // The run of best.json ends before the locked part.
    expect(run.span.to).toBeLessThanOrEqual(result.split.locked[0]);
  });

  it('goes on after Ctrl-C as if nothing had happened', async () => {
    const whole = runCli(['sweep', study, '--trials', '120', '--out', 'whole', '--workers', '2'], folder);
    expect(whole.code).toBe(0);
    const journal = join(folder, 'cut', 'study.jsonl');
    const child = spawn(process.execPath, [CLI, 'sweep', study, '--trials', '120', '--out', 'cut', '--workers', '1'], {
      cwd: folder,
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += String(chunk);
    });
    const exit = new Promise<number | null>((resolve) => {
      child.on('exit', resolve);
    });
    while (child.exitCode === null && !(existsSync(journal) && readFileSync(journal, 'utf8').split('\n').length > 20)) {
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
    child.kill('SIGINT');
    expect(await exit).toBe(130);
    expect(errors).toContain('Ending with what is done');
    const kept = readFileSync(journal, 'utf8');
    expect(read('whole', 'study.jsonl').startsWith(kept)).toBe(true);
    expect(kept.length).toBeLessThan(read('whole', 'study.jsonl').length);
    const resumed = runCli(['sweep', study, '--trials', '120', '--out', 'cut', '--workers', '2', '--resume'], folder);
    expect({ code: resumed.code, stderr: resumed.stderr }).toEqual({ code: 0, stderr: '' });
    for (const file of ['study.jsonl', 'study.json', 'best.json', 'report.html']) {
      expect(read('cut', file) === read('whole', file), file).toBe(true);
    }
  });
});
