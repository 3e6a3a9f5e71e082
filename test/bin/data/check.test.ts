import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALENDAR_NAMES } from '#datasets';
import { CALENDAR_OPTIONS } from '../../../bin/data/calendar-option.ts';
import { runHere } from '../run-cli.ts';

const HOUR = 3_600_000;
let folder = '';
const candles = (count: number, changed: (k: number) => string | null = () => null) =>
  `timestamp,open,high,low,close,volume\n${Array.from({ length: count }, (_, k) => {
    const price = 100 + (k % 7) / 10;
    return (
      changed(k) ??
      `${1_700_000_000_000 - (1_700_000_000_000 % HOUR) + k * HOUR},${price},${price + 1},${price - 1},${price},${1 + k}\n`
    );
  }).join('')}`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candlebench-check-'));
  writeFileSync(join(folder, 'good.csv'), candles(500));
  // 9 of 500 hours are missing.
  writeFileSync(
    join(folder, 'holes.csv'),
    candles(500, (k) => (k % 50 === 20 ? '' : null)),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));
const check = (...args: readonly string[]) => runHere(['data', 'check', ...args], folder);

describe('data check', () => {
  it('knows every calendar', () => expect(CALENDAR_OPTIONS).toEqual(CALENDAR_NAMES));

  it('prints a card and passes good candles', async () => {
    const { code, stdout, stderr } = await check('good.csv');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^good\.csv {2}good 1h, 500 candles from 2023-11-14T22:00:00Z .*, calendar 24\/7$/m);
    expect(stdout).toMatch(/^ {2}gaps +A {2}100 {2}No candle of the calendar 24\/7 is missing\.$/m);
    expect(stdout).toMatch(/^ {2}all +A {2}100$/m);
  });

  it('exits 1 past a threshold and says which', async () => {
    const { code, stdout } = await check('good.csv', 'holes.csv', '--max-missing', '1%', '--max-gap', '1');
    expect(code).toBe(1);
    expect(stdout.match(/FAIL/g)).toHaveLength(1);
    expect(stdout).toContain('  FAIL  --max-missing: expected <= 0.01, was 0.02.');
    expect((await check('holes.csv', '--max-missing', '0.02')).code).toBe(0);
  });

  it('asks for a score of 60 where nothing is asked for', async () => {
    expect((await check('holes.csv')).code).toBe(0);
    const { code, stdout } = await check('good.csv', '--calendar', 'us-equity', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ pass: true, checks: [{ card: { calendar: 'us-equity' } }] });
    writeFileSync(
      join(folder, 'bad.csv'),
      candles(500, (k) =>
        k % 2 === 0 ? `${1_700_000_000_000 - (1_700_000_000_000 % HOUR) + k * HOUR},90,101,99,100,1\n` : null,
      ),
    );
    const bad = await check('bad.csv');
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/FAIL {2}--min-score: expected >= 60, was \d/);
    expect((await check('bad.csv', '--min-score', '0')).code).toBe(0);
  });

  it('prints and writes one JSON object', async () => {
    const { code, stdout } = await check('holes.csv', '--max-gap', '0', '--json', '--out', 'out');
    expect(code).toBe(1);
    const printed = JSON.parse(stdout);
    expect(JSON.parse(readFileSync(join(folder, 'out', 'check.json'), 'utf8'))).toEqual(printed);
    expect(printed).toMatchObject({
      pass: false,
      checks: [{ name: 'holes.csv', interval: '1h', rows: 490, pass: false }],
    });
    expect(printed.checks[0].broken).toEqual([{ threshold: 'maxGap', limit: 0, found: 1 }]);
  });

  it.each([
    ['--max-missing', '101%'],
    ['--max-missing', 'some'],
    ['--max-missing', '%'],
    ['--min-score', '120'],
    ['--max-outliers', '1.5'],
    ['--calendar', 'moon'],
  ])('refuses %s %s', async (option, value) => {
    const { code, stderr } = await check('good.csv', option, value);
    expect(code).toBe(2);
    expect(stderr).toContain(option);
  });

  it('refuses a file that is not there', async () => {
    expect(await check('nowhere.csv')).toMatchObject({ code: 2, stdout: '' });
  });
});
