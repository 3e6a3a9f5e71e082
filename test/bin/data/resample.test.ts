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
const resample = (...args: readonly string[]) => runHere(['data', 'resample', ...args], folder);
const lines = (...path: readonly string[]) =>
  readFileSync(join(folder, ...path), 'utf8')
    .trim()
    .split('\n');

describe('data resample', () => {
  it('writes closed candles and says what was dropped', async () => {
    const { code, stdout, stderr } = await resample('BTC.csv', '--to', '1d');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(lines('candlebench-out', 'resampled', 'BTC_1d.csv')).toEqual([
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
    const args = ['SPY.csv', '--to', '1w', '--calendar', 'us-equity', '--week-start', 'sunday', '--json'];
    expect(JSON.parse((await resample(...args)).stdout)).toMatchObject({ rows: 2, first: '2024-03-03T00:00:00Z' });
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
});
