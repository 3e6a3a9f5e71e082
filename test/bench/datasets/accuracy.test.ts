import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { differencesOf, isAccurate } from '../../../bench/datasets/accuracy.ts';
import { alignCopies, COPIES } from '../../../bench/datasets/copies.ts';
import { firstLines } from '../../../bench/datasets/first-lines.ts';
import { RAW_FILES } from '../../../bench/datasets/raw-files.ts';
import { openReference } from '../../../bench/datasets/reference.ts';
import { candlesOfSeed } from '../../datasets/support/catalog.ts';
import { referenceAbsent, referenceData } from '../../datasets/support/reference.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-accuracy-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('reference data', () => {
  test('that are absent are told in one sentence', () => {
    const path = join(folder, 'nothing', 'data', 'MANIFEST.json');
    expect(() => openReference(join(folder, 'nothing'))).toThrow(
      `Expected the manifest of the reference data in ${path} (set CANDLEBENCH_REFERENCE), was no readable file.`,
    );
  });

  test('are those of the manifest', () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'MANIFEST.json'), '{"files":[{"file":"X.csv"}],"raw":[{"file":"raw/X.csv"}]}');
    expect(openReference(folder)).toEqual({
      folder: join(folder, 'data'),
      files: [{ file: 'X.csv' }],
      raw: [{ file: 'raw/X.csv' }],
    });
  });

  test.skipIf(referenceAbsent !== null)('have no raw file that is not known here, nor a copy that is not there', () => {
    const { files, raw } = openReference(join(referenceData, '..'));
    const names = [...files, ...raw].map(({ file }) => file);
    expect(raw.map(({ file }) => file).sort()).toEqual(Object.keys(RAW_FILES).sort());
    expect(COPIES.flatMap(({ file, other }) => [file, other]).filter((file) => !names.includes(file))).toEqual([]);
  });
});

describe('a raw file', () => {
  const about = { options: {}, candles: 10, repaired: { drop: 2 } };
  const counts = { rows: 10, sha256: 'abc' };

  test('is as stated', () => {
    expect(differencesOf({ sha256: 'abc', about, counts, repaired: { drop: 2 } })).toEqual([]);
  });

  test('has other bytes, rows or repairs', () => {
    expect(differencesOf({ sha256: 'abd', about, counts: { ...counts, rows: 9 }, repaired: { sort: 1 } })).toEqual([
      'rows 9 (stated 10)',
      'sha256 abc (stated abd)',
      'drop 0 (stated 2)',
      'sort 1 (stated 0)',
    ]);
  });

  test('is not known', () => {
    expect(differencesOf({ sha256: 'abc', about: undefined, counts, repaired: {} })).toEqual([
      'no count of its rows is known',
    ]);
  });
});

test('one difference anywhere is one too many', () => {
  const row = { file: 'x', counts: null, repaired: {}, differences: [] };
  const wrong = { ...row, differences: ['rows 1 (stated 2)'] };
  expect(isAccurate({ files: [row], raw: [row], copies: [] })).toBe(true);
  expect(isAccurate({ files: [row, wrong], raw: [row], copies: [] })).toBe(false);
  expect(isAccurate({ files: [row], raw: [wrong], copies: [] })).toBe(false);
});

describe('copies are brought to the same candles', () => {
  const hours = candlesOfSeed(1);
  const days = { ...candlesOfSeed(2), intervalMs: 24 * hours.intervalMs };

  test('by joining the one or the other', () => {
    const joined = alignCopies({ joined: 'file' }, hours, days);
    expect([joined.one.intervalMs, joined.two, joined.volumeTolerance]).toEqual([days.intervalMs, days, 1e-12]);
    const other = alignCopies({ joined: 'other' }, days, hours);
    expect([other.one, other.two.intervalMs, other.volumeTolerance]).toEqual([days, days.intervalMs, 1e-12]);
    expect(alignCopies({}, hours, days)).toEqual({ one: hours, two: days, volumeTolerance: 0 });
  });

  test('by cutting a span', () => {
    const span = [hours.time[3], hours.time[7]] as const;
    expect([...alignCopies({ span }, hours, hours).one.time]).toEqual([...hours.time.slice(3, 7)]);
  });
});

test.each([
  [1, 'a\n'],
  [2, 'a\nb\n'],
  [3, 'a\nb\nc'],
  [9, 'a\nb\nc'],
  [Infinity, 'a\nb\nc'],
])('the first %s lines of a file', (count, text) => {
  const path = join(folder, 'lines.txt');
  writeFileSync(path, 'a\nb\nc');
  expect(Buffer.from(firstLines(path, count)).toString()).toBe(text);
});
