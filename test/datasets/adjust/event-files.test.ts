import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readEventsFile } from '../../../datasets/adjust/events-file.ts';
import { readFactorFile } from '../../../datasets/adjust/factor-file.ts';
import { rejectionOf } from '../support/candle-arbitrary.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

describe('factor files', () => {
  test('changes between lines are events on the day after the first', async () => {
    const events = await readFactorFile(
      file('aapl.csv', [
        '19980102,0.8613657,0.00892857,1',
        '20000620,0.8613657,0.00892857,101',
        '20050225,0.8613657,0.01785710,88.97',
        '20120808,0.8613657,0.03571430,619.86',
        '20140606,0.9011818,0.0357143,645.57',
        '20140806,0.9011818,0.25,94.97',
        '20501231,1,1,0',
      ]),
    );
    expect(events).toEqual([
      { kind: 'split', day: Date.UTC(2000, 5, 21), ratio: 2 },
      { kind: 'split', day: Date.UTC(2005, 1, 26), ratio: 2 },
      { kind: 'dividend-factor', day: Date.UTC(2012, 7, 9), factor: 0.8613657 / 0.9011818 },
      { kind: 'split', day: Date.UTC(2014, 5, 7), ratio: 7 },
      { kind: 'split', day: Date.UTC(2014, 7, 7), ratio: 4 },
      { kind: 'dividend-factor', day: Date.UTC(2014, 7, 7), factor: 0.9011818 },
    ]);
  });

  test.each([
    [20, 1, 0.05],
    [0.6666667, 1, 1.5],
    [0.5007511, 1, 1 / 0.5007511],
    [1, 1.0001, 1.0001],
  ])('a split factor that goes from %d to %d is a ratio of %d', async (before, after, ratio) => {
    const lines = [`20200101,1,${before},1`, `20200201,1,${after},1`];
    expect(await readFactorFile(file('x.csv', lines))).toEqual([{ kind: 'split', day: Date.UTC(2020, 0, 2), ratio }]);
  });

  test.each([
    [['20200101,1,1,1', '20200101,1,1,1'], 'line 2: expected a date after that of line 1, was 20200101.'],
    [['20200101,1,1', '2020-02-01,1,1'], 'line 2: expected a date as yyyyMMdd, was "2020-02-01".'],
    [['20200230,1,1'], 'line 1: expected a date as yyyyMMdd, was "20200230".'],
    [['20200101,0,1'], 'line 1: expected a price factor > 0, was "0".'],
    [['20200101,1,x'], 'line 1: expected a split factor > 0, was "x".'],
    [['20200101,1'], 'line 1: expected a split factor > 0, was "".'],
  ])('%j is refused', async (lines, message) => {
    expect((await rejectionOf(readFactorFile(file('f.csv', lines)))).message).toBe(`f.csv ${message}`);
  });
});

describe('events files', () => {
  test('splits and dividends in any order of lines', async () => {
    const lines = [
      'date,kind,value',
      '2020-08-31,split,4:1',
      '',
      '20200807,dividend,0.82',
      '2009-07-01,split,1:20',
      '2014-06-09,split,7',
    ];
    expect(await readEventsFile(file('e.csv', lines))).toEqual([
      { kind: 'split', day: Date.UTC(2009, 6, 1), ratio: 0.05 },
      { kind: 'split', day: Date.UTC(2014, 5, 9), ratio: 7 },
      { kind: 'dividend', day: Date.UTC(2020, 7, 7), cash: 0.82 },
      { kind: 'split', day: Date.UTC(2020, 7, 31), ratio: 4 },
    ]);
    const twice = ['\uFEFFDate,Kind,Value', '2020-08-07,dividend,0.82', '2020-08-07,dividend,2'];
    expect((await readEventsFile(file('t.csv', twice))).length).toBe(2);
  });

  test.each([
    [['2020-08-31,split,4'], 'line 1: expected the header date,kind,value, was 2020-08-31,split,4.'],
    [['date,kind,value', '2020-08-31,split,0'], 'line 2: expected a split ratio such as 4 or 4:1, was "0".'],
    [['date,kind,value', '2020-08-31,split,4:0'], 'line 2: expected a split ratio such as 4 or 4:1, was "4:0".'],
    [['date,kind,value', '2020-08-31,split,4:1:1'], 'line 2: expected a split ratio such as 4 or 4:1, was "4:1:1".'],
    [['date,kind,value', '2020-08-31,dividend,-1'], 'line 2: expected a dividend > 0, was "-1".'],
    [['date,kind,value', '2020-08-31,merger,1'], 'line 2: expected the kind split or dividend, was "merger".'],
    [
      ['date,kind,value', '2020-08-31T10:00Z,split,2'],
      'line 2: expected a date such as 2020-08-31, was "2020-08-31T10:00Z".',
    ],
    [['date,kind,value', '2020-02-30,split,2'], 'line 2: expected a date such as 2020-08-31, was "2020-02-30".'],
    [['date,kind,value', '2020-08-31,split'], 'line 2: expected 3 fields, was 2.'],
    [
      ['date,kind,value', '2020-08-31,split,4', '2020-08-31,split,2'],
      'line 3: expected one split of a day, was that of line 2.',
    ],
    [
      ['date,kind,value', '2020-08-31,dividend,4', '2020-08-31,dividend,4'],
      'line 3: expected one dividend of a day, was that of line 2.',
    ],
  ])('%j is refused', async (lines, message) => {
    expect((await rejectionOf(readEventsFile(file('e.csv', lines)))).message).toBe(`e.csv ${message}`);
  });
});
