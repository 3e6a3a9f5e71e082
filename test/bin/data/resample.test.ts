import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCalendar, sessionsBetween } from '#datasets';
import { runHere } from '../run-cli.ts';

const HOUR = 3_600_000;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-resample-'));
  const hours = Array.from(
    { length: 54 },
    (_, k) => `${Date.parse('2024-01-01') + (k + 3) * HOUR},${k + 1},${k + 3},${k + 0.5},${k + 2},1`,
  );
  writeFileSync(join(folder, 'BTC.csv'), `timestamp,open,high,low,close,volume\n${hours.join('\n')}\n`);
  const times: number[] = [];
  for (const { open } of sessionsBetween(
    findCalendar('us-equity'),
    Date.parse('2024-03-04'),
    Date.parse('2024-03-16'),
  )) {
    times.push(...[-1, 0, 1, 2, 3, 4, 5, 6].map((n) => open + n * HOUR));
  }
  writeFileSync(
    join(folder, 'SPY.csv'),
    `timestamp,open,high,low,close,volume\n${times.map((at) => `${at},5,6,4,5,1`).join('\n')}\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));
const data = (...args: readonly string[]) => runHere(['data', ...args, '--catalog', join(folder, 'catalog')], folder);
const resample = (...args: readonly string[]) => data('resample', ...args);
const lines = (...path: readonly string[]) =>
  readFileSync(join(folder, ...path), 'utf8')
    .trim()
    .split('\n');

describe('data resample', () => {
  it('writes closed candles and says what was dropped', async () => {
    const { code, stdout, stderr } = await resample('BTC.csv', '--to', '1d', '--out', 'out/BTC_1d.csv');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(lines('out', 'BTC_1d.csv')).toEqual([
      'timestamp,open,high,low,close,volume',
      `${Date.parse('2024-01-02')},22,47,21.5,46,24`,
    ]);
    expect(stdout).toMatch(/candles +54 of 1h to 1 of 1d/);
    expect(stdout).toContain('first bucket dropped');
    expect(stdout).toContain('last bucket dropped');
  });

  it('keeps the ends on demand, into a file of any name', async () => {
    const { code, stdout } = await resample(
      'BTC.csv',
      '--to',
      '1d',
      '--keep-partial',
      '--out',
      'deep/er/x.csv.gz',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      rows: 3,
      first: '2024-01-01T00:00:00Z',
      ends: { first: 'partial', last: 'partial' },
      joined: [9, 24],
    });
    expect(
      gunzipSync(readFileSync(join(folder, 'deep', 'er', 'x.csv.gz')))
        .toString()
        .split('\n'),
    ).toHaveLength(5);
    expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['x.csv.gz']);
  });

  it('makes days of sessions, over the change of clocks', async () => {
    const { stdout } = await resample('SPY.csv', '--to', '1d', '--calendar', 'us-equity', '--out', 'days.csv');
    expect(stdout).toMatch(/outside of sessions +10, left out/);
    expect(
      lines('days.csv')
        .slice(1)
        .map((line) => line.split(',')[5]),
    ).toEqual(Array(10).fill('7'));
  });

  it('names weeks by their Sunday on demand', async () => {
    const args = [
      'SPY.csv',
      '--out',
      'weeks.csv',
      '--to',
      '1w',
      '--calendar',
      'us-equity',
      '--week-start',
      'sunday',
      '--json',
    ];
    expect(JSON.parse((await resample(...args)).stdout)).toMatchObject({ rows: 2, first: '2024-03-03T00:00:00Z' });
  });

  it('keeps candles in the catalog, with what they were made from', async () => {
    const made = await resample('BTC.csv', '--to', '4h');
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
    expect(made.stdout).toMatch(/^BTC 4h version 1: added\n {2}candles +54 of 1h to 13 of 4h\n/);
    const { entry } = JSON.parse((await data('info', 'BTC', '4h', '--json')).stdout);
    const { sha256 } = JSON.parse((await runHere(['data', 'inspect', 'BTC.csv', '--json'], folder)).stdout).files[0]
      .quality;
    expect(entry).toMatchObject({
      origin: 'resampled',
      rows: 13,
      sources: [{ file: 'BTC.csv', sha256 }],
      quality: { file: 'BTC.csv resampled to 4h', gaps: 0 },
    });
  });

  it('reads what the catalog has, and names the version', async () => {
    await data('import', 'BTC.csv');
    const args = ['BTC 1h', '--to', '1d', '--keep-partial', '--calendar', 'forex'];
    expect((await resample(...args)).stdout).toMatch(/^BTC 1d version 1: added\n/);
    expect((await resample(...args)).stdout).toMatch(/^BTC 1d version 1: there already, nothing added\n/);
    const hours = JSON.parse((await data('info', 'BTC', '1h', '--json')).stdout).entry;
    const { entry } = JSON.parse((await data('info', 'BTC', '1d', '--json')).stdout);
    expect(entry.sources).toEqual([{ file: 'BTC 1h version 1', sha256: hours.id }]);
    expect(entry.quality.file).toBe('BTC 1h version 1 resampled to 1d, sessions of forex');
    const out = ['--out', 'named.csv'];
    expect((await resample('BTC 1h', '--to', '1d', ...out)).stdout).toMatch(/^named\.csv {2}BTC\n/);
    expect(lines('named.csv')).toHaveLength(2);
  });

  it('keeps minutes and months apart where upper and lower case are one', async () => {
    const minute = [0, 1].map((k) => `${Date.parse('2024-01-01') + k * 60_000},1,2,1,2,5`);
    writeFileSync(join(folder, 'M.csv'), `timestamp,open,high,low,close,volume\n${minute.join('\n')}\n`);
    await data('import', 'M.csv');
    const { code, stderr } = await resample('M 1m', '--to', '1M', '--keep-partial');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const folders = readdirSync(join(folder, 'catalog', 'index', 'M'));
    expect(new Set(folders.map((name) => name.toLowerCase())).size).toBe(2);
    const found = JSON.parse((await data('info', 'M', '1M', '--json')).stdout);
    expect(found.entry).toMatchObject({ interval: '1M', rows: 1, sources: [{ file: 'M 1m version 1' }] });
    expect((await data('verify')).code).toBe(0);
  });

  it.each([
    [['BTC.csv', '--to', '90m'], /multiple of the own one, was 1h to 90m/],
    [['BTC.csv', '--to', '2M'], /Expected an interval such as/],
    [['BTC.csv', '--to', '1M'], /BTC\.csv: expected candles that span one of 1M, was 54 of 1h/],
    [['BTC.csv'], /--to/],
    [['nowhere.csv', '--to', '1d'], /nowhere\.csv/],
  ])('refuses %j and writes nothing', async (args, message) => {
    const { code, stderr } = await resample(...args, '--out', 'none.csv');
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(existsSync(join(folder, 'none.csv'))).toBe(false);
  });

  it('adds nothing to the catalog where nothing is whole', async () => {
    expect((await resample('BTC.csv', '--to', '1M')).code).toBe(2);
    expect(JSON.parse((await data('list', '--json')).stdout).entries).not.toContainEqual(
      expect.objectContaining({ symbol: 'BTC', interval: '1M' }),
    );
  });
});
