import { describe, expect, test } from 'vitest';
import { describeAccuracy, describeSpeed, fileCells } from '../../../bench/datasets/report.ts';
import { type SpeedRow, summarizeJob, withNet } from '../../../bench/datasets/speed.ts';
import type { JobName } from '../../../bench/datasets/speed-job.ts';
import { layOutTable, left, right } from '../../../bench/datasets/text-table.ts';

const counts = {
  rows: 12,
  interval: '1d',
  first: '2023-11-21T00:00:00Z',
  last: '2023-11-29T10:30:00Z',
  gaps: 1,
  missing: 2,
  outside: 3,
  zeroVolume: 4,
  sha256: 'abc',
};

test('a table is as wide as its widest cells', () => {
  expect(
    layOutTable(
      [left('file'), right('n'), left('x')],
      [
        ['longer.csv', '1', ''],
        ['a', '1234', 'yes'],
      ],
    ),
  ).toBe('file           n  x\nlonger.csv     1\na           1234  yes');
});

describe('the line of a file', () => {
  test('that is as stated', () => {
    expect(fileCells({ file: 'a.csv', counts, repaired: {}, differences: [] })).toEqual([
      'a.csv',
      '12',
      '2023-11-21T00:00',
      '2023-11-29T10:30',
      '1',
      '2',
      '3',
      '4',
      'ok',
    ]);
  });

  test('with sessions, repairs and differences', () => {
    const sessions = { calendar: 'forex', gaps: 1, missing: 5 } as const;
    const repaired = { drop: 1, identical: 2 };
    const differences = ['rows 12 (stated 13)', 'gaps 1 (stated 0)'];
    expect(fileCells({ file: 'a.csv', counts, sessions, repaired, differences }).at(-1)).toBe(
      'rows 12 (stated 13), gaps 1 (stated 0); by forex 5 missing in 1 gap; drop 1 row; identical 2 rows',
    );
  });

  test('of corporate events', () => {
    const cells = fileCells({ file: 'f.csv', counts: null, events: 39, repaired: {}, differences: [] });
    expect(cells).toEqual(['f.csv', '', '', '', '', '', '', '', 'ok; 39 events']);
  });
});

test('the report ends with the verdict on everything', () => {
  const row = { file: 'a.csv', counts, repaired: {}, differences: [] };
  const byField = { open: 7, high: 0, low: 0, close: 0, volume: 0 };
  const copy = { file: 'a', other: 'b', kind: 'parts', common: 9, alone: 0, differing: 7, byField } as const;
  const good = describeAccuracy({ files: [row], raw: [], copies: [{ ...copy, reason: 'its own', differences: [] }] });
  expect(good).toContain('known: its own');
  expect(good).toMatch(/Nothing differs that is not a known defect of its source\.$/);
  const differences = ['open 7 (known 0)'];
  const bad = describeAccuracy({ files: [row], raw: [], copies: [{ ...copy, reason: null, differences }] });
  expect(bad).toContain('open 7 (known 0)');
  expect(bad).toMatch(/There are differences\.$/);
});

describe('speed', () => {
  const row = (name: JobName, cold: number, warm: number): SpeedRow => ({
    name,
    rows: 3_000_000,
    cold: { min: cold, median: 9 },
    warm: { min: warm, median: 9 },
    peakMb: 123.4,
  });
  const scaling = [{ candles: 10_000, cold: 1_230_000, warm: 4_560_000 }];

  test('of several processes is the lowest of each figure', () => {
    const figures = [
      { rows: 5, cold: 3, warm: [7, 2], peakMb: 10 },
      { rows: 5, cold: 1, warm: [4], peakMb: 30 },
      { rows: 5, cold: 2, warm: [9, 8], peakMb: 20 },
    ];
    expect(summarizeJob('series', figures)).toEqual({
      name: 'series',
      rows: 5,
      cold: { min: 1, median: 2 },
      warm: { min: 2, median: 7 },
      peakMb: 20,
    });
  });

  test('is a ratio to DuckDB where it is installed', () => {
    const text = describeSpeed({ jobs: [row('series', 2, 1.5), row('duckdb-columns', 3, 0.75)], scaling }, 'v9');
    expect(text).toMatch(/^CSV to series +2\.000 +1\.500 +1\.50 +2\.00 +123 +1\.50 +0\.50$/m);
    expect(text).toContain('DuckDB v9 with one thread');
    expect(text).toMatch(/^ +10000 +1\.23 +4\.56$/m);
  });

  test('of an import from gzip is told with gunzip taken off, too', () => {
    const jobs = withNet([row('gunzip', 0.5, 0.75), row('gzip-catalog', 3.5, 2.25), row('duckdb-columns', 1.5, 3)]);
    expect(jobs.map(({ name }) => name)).toEqual(['gunzip', 'gzip-catalog', 'gzip-catalog-net', 'duckdb-columns']);
    expect(jobs[2]).toMatchObject({ rows: 3_000_000, cold: { min: 3, median: 0 }, warm: { min: 1.5, median: 0 } });
    const text = describeSpeed({ jobs, scaling }, 'v9');
    expect(text).toMatch(/^gzip to catalog, gunzip taken off +3\.000 +1\.500 +1\.00 +2\.00 +123 +0\.50 +2\.00$/m);
  });

  test('says how to install DuckDB where it is not', () => {
    const text = describeSpeed({ jobs: [row('series', 2, 1.5)], scaling }, null);
    expect(text).toMatch(/^CSV to series +2\.000 +1\.500 +1\.50 +2\.00 +123$/m);
    expect(text).toContain('npm install --prefix bench/peers');
    expect(text).not.toContain('x DuckDB');
  });
});
