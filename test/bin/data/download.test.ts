import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HOUR, hourlyCandles, slots, T0 } from '../../datasets/download/support/fake-exchange.ts';
import { loopbackBinanceSettings, startLoopbackBinance } from '../../datasets/download/support/loopback-binance.ts';
import type { LoopbackExchange } from '../../datasets/download/support/loopback-server.ts';
import { CLI, type Finished, runHere } from '../run-cli.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder = '';
let server: LoopbackExchange;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-bin-download-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const candles = hourlyCandles([...slots(0, 4_000), ...slots(4_100, 7_000)]);
beforeEach(async () => {
  server = await startLoopbackBinance({
    candles,
    intervalMs: HOUR,
    now: () => T0 + 6_999.5 * HOUR,
    delayMs: 60,
    fault: () => null,
  });
});
afterEach(() => server.close());

const args = (out: string, ...more: string[]): string[] => [
  ...['data', 'download', 'binance', 'BTC/USDT', '1h', '--since', '2020', '--out', join(folder, out)],
  ...['--settings', JSON.stringify(loopbackBinanceSettings(server.origin)), ...more],
];

/** The same into a catalog. */
const catalogArgs = (catalog: string, ...more: string[]): string[] => [
  ...['data', 'download', 'binance', 'BTC/USDT', '1h', '--catalog', join(folder, catalog)],
  ...['--settings', JSON.stringify(loopbackBinanceSettings(server.origin)), ...more],
];

interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished & { readonly signal: string | null }>;
}

/** Starts the built command line beside this process, which serves the exchange. */
function start(command: readonly string[], cli = CLI): Running {
  const child = spawn(process.execPath, [cli, ...command], {
    cwd: folder,
    env: { ...process.env, CANDLEBENCH_DEBUG: '' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const finished = new Promise<Finished & { signal: string | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, finished };
}

/** Waits until the exchange was asked for so many pages, or the process that asks has ended. */
async function untilPages(pages: number, { child }: Running): Promise<void> {
  while (server.pages() < pages && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2));
}

const rowsOf = (partial: string): number =>
  readFileSync(join(folder, partial), 'latin1')
    .split('\n')
    .filter((line) => /^\d/.test(line)).length;

describe('data download', () => {
  it('gives the same bytes after kill -9 as without, and loses at most a page each time', async () => {
    expect((await start(args('whole.csv')).finished).code).toBe(0);
    const undisturbed = server.pages();
    for (const pages of [2, 4]) {
      const running = start(args('killed.csv'));
      await untilPages(server.pages() + pages, running);
      running.child.kill('SIGKILL');
      expect(await running.finished).toMatchObject({ signal: 'SIGKILL', stderr: '' });
      expect(existsSync(join(folder, 'killed.csv'))).toBe(false);
    }
    // The page that was asked for when the process was killed is lost, the ones before it are there.
    expect(rowsOf('killed.csv.partial')).toBeGreaterThanOrEqual(1_000 + 3 * 999);
    const { code, stdout, stderr } = await start(args('killed.csv', '--json')).finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).about.resumed).toBeGreaterThanOrEqual(1_000);
    expect(server.pages() - undisturbed).toBeLessThanOrEqual(undisturbed + 2);
    expect(readFileSync(join(folder, 'killed.csv'))).toEqual(readFileSync(join(folder, 'whole.csv')));
    expect(readdirSync(folder).filter((file) => file.includes('killed'))).toEqual(['killed.csv']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('keeps what is there after %s, and goes on', async (signal) => {
    const running = start(args('stopped.csv.gz'));
    await untilPages(3, running);
    running.child.kill(signal);
    const { code, stdout, stderr } = await running.finished;
    expect(stderr).toBe('Ending with what is there; Ctrl-C again ends at once.\n');
    const kept = rowsOf('stopped.csv.gz.partial');
    expect(stdout).toBe(
      `Ended before the end. ${kept} candles are kept in ${join(folder, 'stopped.csv.gz.partial')}. The same command goes on from there.\n`,
    );
    expect({ code, partial: kept >= 1_999 }).toEqual({ code: 130, partial: true });
    const { code: again, stdout: words } = await start(args('stopped.csv.gz')).finished;
    expect(again).toBe(0);
    expect(words).toMatch(new RegExp(`candles +6899\\n.*of an earlier call +${kept}\\n`));
    expect(words).toContain('1 (100 candles, longest 100)');
    rmSync(join(folder, 'stopped.csv.gz'));
  });

  it('prints one object for programs', async () => {
    const { code, stdout } = await runHere(args('json.csv', '--until', '2020-01-03', '--json'), folder);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      complete: true,
      file: join(folder, 'json.csv'),
      quality: { symbol: 'BTC/USDT', rows: 48 },
      about: { exchange: 'binance', interval: '1h', retries: 0 },
    });
  });

  it('keeps the same candles in the catalog after kill -9 as without, in the same bytes', async () => {
    const whole = await runHere(catalogArgs('whole', '--since', '2020'), folder);
    expect({ code: whole.code, stderr: whole.stderr }).toEqual({ code: 0, stderr: '' });
    expect(whole.stdout).toMatch(/^BTC\/USDT 1h version 1: added\n {2}candles +6899\n/);
    for (const pages of [2, 3]) {
      const running = start(catalogArgs('killed', '--since', '2020'));
      await untilPages(server.pages() + pages, running);
      running.child.kill('SIGKILL');
      expect(await running.finished).toMatchObject({ signal: 'SIGKILL', stderr: '' });
      expect((await runHere(['data', 'list', '--catalog', join(folder, 'killed')], folder)).stdout).toMatch(/^No data/);
    }
    const { code, stdout, stderr } = await start(catalogArgs('killed', '--since', '2020', '--json')).finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).about.resumed).toBeGreaterThanOrEqual(1_000);
    const [object = ''] = readdirSync(join(folder, 'killed', 'objects'));
    expect(readdirSync(join(folder, 'whole', 'objects'))).toEqual([object]);
    expect(readFileSync(join(folder, 'killed', 'objects', object))).toEqual(
      readFileSync(join(folder, 'whole', 'objects', object)),
    );
    expect(readdirSync(join(folder, 'killed', 'downloads'))).toEqual([]);
    expect((await runHere(['data', 'verify', '--catalog', join(folder, 'killed')], folder)).code).toBe(0);
  });

  it('goes on where the catalog ends when no start is said', async () => {
    await runHere(catalogArgs('daily', '--since', '2020', '--until', '2020-03'), folder);
    const { code, stdout } = await runHere(catalogArgs('daily'), folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^BTC\/USDT 1h version 2: added\n {2}candles +6899\n/);
  });

  it('says how to install ccxt where it is missing', async () => {
    const bare = join(folder, 'bare');
    cpSync(join(root, 'dist'), join(bare, 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(bare, 'package.json'));
    mkdirSync(join(bare, 'node_modules'));
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (name !== 'ccxt') symlinkSync(join(root, 'node_modules', name), join(bare, 'node_modules', name));
    }
    const { code, stdout, stderr } = await start(args('bare.csv'), join(bare, 'dist/bin/candlebench.js')).finished;
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'candlebench: Downloads need the package ccxt, which is not installed: npm install ccxt@4\n',
    });
  });

  it.each<[string, string[], RegExp]>([
    [
      'without a start or anything to go on from',
      ['data', 'download', 'binance', 'BTC/USDT', '1h', '--catalog', 'nothing'],
      /Expected --since, or BTC\/USDT 1h in the catalog nothing to go on from, was neither\./,
    ],
    [
      'without an interval',
      ['data', 'download', 'binance', 'BTC/USDT', '--since', '2020'],
      /missing required argument/,
    ],
    [
      'with settings that are no JSON',
      ['data', 'download', 'binance', 'BTC/USDT', '1h', '--since', '2020', '--settings', '{x'],
      /Expected a JSON object, was /,
    ],
    [
      'with settings that are no object',
      ['data', 'download', 'binance', 'BTC/USDT', '1h', '--since', '2020', '--settings', '[1]'],
      /Expected a JSON object such as \{"timeout": 30000\}\./,
    ],
  ])('is refused %s', async (_, words, message) => {
    const { code, stdout, stderr } = await runHere(words, folder);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('has help that needs no page', async () => {
    const { code, stdout } = await runHere(['data', 'download', '--help'], folder);
    expect(code).toBe(0);
    for (const word of [
      'npm install ccxt@4',
      '--since',
      '--until',
      '--out',
      '--catalog',
      '--json',
      '--settings',
      'Examples:',
    ]) {
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(word);
    }
  });
});
