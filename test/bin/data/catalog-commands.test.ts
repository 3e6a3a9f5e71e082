import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createImportProgress, formatImportProgress } from '../../../bin/data/import-progress.ts';
import { writeCandlesCsv } from '../../../datasets/index.ts';
import { candlesOfSeed } from '../../datasets/support/catalog.ts';
import { runHere } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-data-'));
afterAll(() => rmSync(folder, { recursive: true }));
const series = candlesOfSeed(1, 'BTC', 500);
writeCandlesCsv(join(folder, 'BTC_1h.csv'), series);
writeCandlesCsv(join(folder, 'ETH_1h.csv'), candlesOfSeed(2, 'ETH', 500));

const data = (...args: string[]) => runHere(['data', ...args, '--catalog', join(folder, 'catalog')], folder);
const json = async (...args: string[]) => JSON.parse((await data(...args, '--json')).stdout);

describe('data', () => {
  it.each(['import', 'list', 'info', 'verify', 'export', 'rm', 'gc'])(
    '%s has help with an example',
    async (command) => {
      const { code, stdout } = await runHere(['data', command, '--help'], folder);
      expect(code).toBe(0);
      for (const text of ['--json', '--catalog', `\n  candlebench data ${command}`]) expect(stdout).toContain(text);
    },
  );

  it('has help that fits 80 columns', async () => {
    const { stdout } = await runHere(['data', '--help'], folder);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) {3,}\w/gm)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThanOrEqual(12);
    for (const command of commands.filter((name) => name !== 'help')) {
      const help = (await runHere(['data', command, '--help'], folder)).stdout;
      expect([command, help.split('\n').filter((line) => line.length > 80)]).toEqual([command, []]);
    }
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('tells its commands by what they are for', async () => {
    const { stdout } = await runHere(['data', '--help'], folder);
    const groups = ['Look at files:', 'Get candles into the catalog:', 'Use the catalog:', 'Look after the catalog:'];
    expect(groups.map((group) => stdout.indexOf(group) > 0)).toEqual(groups.map(() => true));
    expect(stdout).toContain('"symbol": "BTC/USDT", "interval": "1h"');
  });

  it('goes from files to a backtest and back', async () => {
    expect((await data('list')).stdout).toMatch(/^No datasets in /);
    const added = await data('import', 'BTC_1h.csv', '--symbol', 'BTC/USDT');
    expect({ code: added.code, stderr: added.stderr }).toEqual({ code: 0, stderr: '' });
    expect(added.stdout).toMatch(/^BTC\/USDT 1h version 1: added\n {2}500 candles, 2021-01-01T00:00:00\.000Z to /);
    expect((await data('import', 'BTC_1h.csv', '--symbol', 'BTC/USDT')).stdout).toContain(
      'there already, nothing added',
    );
    expect((await json('import', 'ETH_1h.csv', '--symbol', 'BTC/USDT')).imported[0].entry.version).toBe(2);
    expect((await json('list')).entries.map(({ version }: { version: number }) => version)).toEqual([2]);
    expect((await json('list', '--all')).entries).toHaveLength(2);
    const { stdout } = await data('list', '--all');
    expect(stdout.split('\n')[2]).toMatch(
      /^ {2}BTC\/USDT {2}1h +2021-01-01 +2021-\S+ +csv +[0-9a-f]{12} +1 +500 +\d+$/,
    );

    const info = await json('info', 'BTC/USDT', '1h', '1');
    expect(info).toMatchObject({ entry: { id: series.id, version: 1 }, repairLog: null });
    expect(existsSync(info.file)).toBe(true);
    expect(await json('info', series.id.slice(0, 8))).toEqual(info);
    expect((await data('info', 'BTC/USDT', '1h', '1')).stdout).toContain(
      `identity                           ${series.id}`,
    );

    const config = {
      data: { instruments: [{ symbol: 'BTC/USDT', interval: '1h', version: 1 }] },
      strategies: [{ use: 'sma-cross', params: { fast: 3, slow: 8 } }],
    };
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    const args = ['--catalog', join(folder, 'catalog'), '--json'];
    const run = await runHere(['backtest', 'config.json', '--out', 'run', ...args], folder);
    expect(JSON.parse(run.stdout).identity.datasets[0].id).toBe(series.id);
    const again = await runHere(['report', 'run', ...args], folder);
    expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: '' });
    const checked = await runHere(['check', 'sma-cross', '--candles', 'BTC/USDT 1h', ...args], folder);
    expect(checked.code).toBe(0);

    const out = join(folder, 'out.csv');
    expect(await json('export', 'BTC/USDT 1h 1', '--out', out)).toMatchObject({
      format: 'csv',
      rows: 500,
      id: series.id,
    });
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(join(folder, 'BTC_1h.csv'), 'utf8'));
  });

  it('verifies with exit code 1 where something is wrong, and import heals it', async () => {
    expect(await json('verify')).toMatchObject({ entries: 2, objects: 2, problems: [] });
    const { file } = await json('info', series.id);
    const bytes = readFileSync(file);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const { code, stdout } = await data('verify', 'BTC/USDT', '1h');
    expect(code).toBe(1);
    expect(stdout).toContain('BTC/USDT 1h version 1: expected');
    expect(stdout).toContain('2 entries, 2 files of');
    expect((await data('verify', 'BTC/USDT', '1h', '2')).code).toBe(0);
    // Version 2 is the newest, so that the healing import adds a third one beside it.
    expect((await json('import', 'BTC_1h.csv', '--symbol', 'BTC/USDT')).imported[0].entry.version).toBe(3);
    expect((await data('verify')).code).toBe(0);
  });

  it('removes what is named, and frees its room', async () => {
    const broad = await data('rm', 'BTC/USDT', '1h');
    expect(broad).toMatchObject({ code: 2, stdout: '' });
    expect(broad.stderr).toContain('Expected a version of BTC/USDT 1h or an identity to remove, was neither.');
    expect((await json('rm', 'BTC/USDT', '1h', '--version', '2')).removed).toMatchObject([{ version: 2 }]);
    expect(await json('gc')).toMatchObject({ objects: 1, temporaries: 0 });
    expect((await data('rm', 'BTC/USDT', '--all')).stdout).toContain('removed BTC/USDT 1h version 3');
    expect((await data('gc')).stdout).toContain('1 files of candles');
    expect((await json('list')).entries).toEqual([]);
  });

  it.each([
    [['import', 'none.csv'], /Expected a data file at .*none\.csv, was no such file\./],
    [['import', 'BTC_1h.csv', '--format', 'xls'], /Expected --format to be one of csv, .*, was xls\./],
    [['import', 'BTC_1h.csv', '--repair', 'guess'], /Expected a list of drop, keep-first, sort, was "guess"\./],
    [['import', 'BTC_1h.csv', '--interval', 'hour'], /Expected an interval such as 15m, 1h or 1d, was "hour"\./],
    [
      ['import', 'BTC_1h.csv', '--adjust-mode', 'split'],
      /Expected --adjust EVENTS with --adjust-mode and --adjust-zone/,
    ],
    [['import', 'BTC_1h.csv', '--adjust', 'x.csv', '--adjust-mode', 'both'], /Allowed choices are split, total/],
    [['import', 'BTC_1h.csv', '--expect-rows', '501'], /BTC_1h\.csv: expected 501 rows, was 500\./],
    [['info', 'NONE', '1h'], /Expected NONE 1h in the catalog .*, was not there; import it with/],
    [
      ['export', 'BTC/USDT', '--out', 'x.xlsx'],
      /Expected --format or the ending of --out to be one of csv, .*x\.xlsx\./,
    ],
  ])('%j is refused in one sentence', async (args, message) => {
    const { code, stdout, stderr } = await data(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('a row that a repair would let pass', () => {
  const first = 'time,open,high,low,close\n2020-01-01,1,1,1,1\n2020-01-02,1,1,1,1\n';
  writeFileSync(join(folder, 'high.csv'), `${first}2020-01-03,1,1,2,1\n`);
  writeFileSync(join(folder, 'twice.csv'), `${first}2020-01-02,1,1,1,1\n`);
  writeFileSync(join(folder, 'order.csv'), `${first}2020-01-01,1,1,1,1\n`);

  it.each([
    [['import', 'high.csv'], 'was high 1, low 2. (--repair drop leaves such rows out)'],
    [['import', 'twice.csv'], 'was the same. (--repair keep-first keeps the first of them)'],
    [['import', 'order.csv'], '(--repair sort puts the rows in order of time)'],
    [['import', 'order.csv', '--repair', 'sort'], '(--repair sort,keep-first keeps the first of them)'],
    [['import', '--join', 'twice.csv', '--repair', 'drop'], '(--repair drop,keep-first keeps the first of them)'],
  ])('%j names the repair', async (args, hint) => {
    const { code, stderr } = await data(...args);
    expect(code).toBe(2);
    expect(stderr.endsWith(`${hint}\n`)).toBe(true);
  });

  it('is hinted at where candles are only read, too', async () => {
    const { stderr } = await runHere(['data', 'inspect', 'high.csv'], folder);
    expect(stderr).toBe(
      'candlebench: high.csv line 4: expected high >= low, was high 1, low 2. (data import --repair drop leaves such rows out)\n',
    );
  });

  it('is told apart from what no repair helps against', async () => {
    expect((await data('import', 'none.csv')).stderr).not.toContain('--repair');
  });
});

describe('the progress line of an import', () => {
  it('tells rows, rows a second and what is left', () => {
    const done = { rows: 500_000, bytes: 25, totalBytes: 100 };
    expect(formatImportProgress('a.csv', done, 2)).toBe('a.csv 25 %, 500000 rows, 250000 rows/s, 6 s left');
    expect(formatImportProgress('a.csv', { rows: 7, bytes: 100, totalBytes: 100 }, 1)).toBe(
      'a.csv 100 %, 7 rows, 7 rows/s',
    );
    expect(formatImportProgress('a.csv', { rows: 0, bytes: 0, totalBytes: 0 }, 0)).toBe('a.csv 100 %, 0 rows');
    // A rate is known to two digits at best, and nothing is done in no time.
    expect(formatImportProgress('a.csv', { rows: 876_543, bytes: 99, totalBytes: 100 }, 1)).toBe(
      'a.csv 99 %, 876543 rows, 880000 rows/s, 1 s left',
    );
  });

  it('leaves room for its numbers where the name of the file is long', () => {
    const name = `${'x'.repeat(60)}_1m.csv.gz`;
    const text = formatImportProgress(name, { rows: 12_345_678, bytes: 99, totalBytes: 10_000 }, 100);
    expect(text).toBe(`${'x'.repeat(17)}...m.csv.gz 0 %, 12345678 rows, 120000 rows/s, 2 h 46 min left`);
    expect(text.length).toBeLessThan(80);
  });

  it('takes a terminal that does not know its width for one of 80 columns', () => {
    const written: string[] = [];
    const stream = { isTTY: true, columns: 0, write: (text: string) => written.push(text) > 0 };
    createImportProgress(stream, () => 0).show('a-file-of-some-length.csv', { rows: 1, bytes: 1, totalBytes: 2 });
    expect(written).toEqual(['\r\u001b[2Ka-file-of-some-length.csv 50 %, 1 rows']);
  });

  it('is drawn on a terminal alone, and not too often', () => {
    const written: string[] = [];
    let time = 0;
    const stream = (isTTY: boolean) => ({ isTTY, columns: 80, write: (text: string) => written.push(text) > 0 });
    const silent = createImportProgress(stream(false), () => time);
    silent.show('a.csv', { rows: 1, bytes: 1, totalBytes: 2 });
    silent.clear();
    expect(written).toEqual([]);
    const line = createImportProgress(stream(true), () => time);
    for (time = 0; time < 1000; time += 10) line.show('a.csv', { rows: time, bytes: time, totalBytes: 1000 });
    expect(written).toHaveLength(10);
    line.clear();
    line.clear();
    expect(written.at(-1)).toBe('\r\u001b[2K');
    expect(written).toHaveLength(11);
  });
});
