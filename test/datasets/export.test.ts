import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { formatCandlesCsv, writeCandlesCsv } from '../../datasets/export.ts';
import { loadCandles } from '../../datasets/load-candles.ts';
import { candleArbitrary, errorOf, seriesOf } from './support/candle-arbitrary.ts';
import { readText } from './support/text-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'candlebench-'));
afterAll(() => rmSync(folder, { recursive: true }));

const series = seriesOf(
  [1, 2, 3].map((n) => ({
    time: 1.6e12 + n * 60_000,
    open: n / 3,
    high: 2,
    low: 1e-9,
    close: 0.1 + 0.2,
    volume: 1e21,
  })),
  60_000,
);

test('candles are printed with the shortest decimals', () => {
  expect(formatCandlesCsv(series).split('\n').slice(0, 2)).toEqual([
    'timestamp,open,high,low,close,volume',
    '1600000060000,0.3333333333333333,2,1e-9,0.30000000000000004,1e+21',
  ]);
});

test('what is printed reads back to the same bits', async () => {
  await fc.assert(
    fc.asyncProperty(candleArbitrary(), async (candles) => {
      const written = seriesOf(candles);
      const { columns } = await readText(formatCandlesCsv(written));
      for (const [name, column] of Object.entries(columns)) {
        expect(Buffer.from(Float64Array.from(column).buffer)).toEqual(
          Buffer.from(Float64Array.from(written[name as keyof typeof columns]).buffer),
        );
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});

test.each(['A.csv', 'B.csv.gz'])('%s loads as what was written, and replaces what was there', async (name) => {
  const path = join(folder, name);
  writeFileSync(path, 'old');
  writeCandlesCsv(path, series);
  expect((await loadCandles(path)).series.id).toBe(series.id);
  expect(readFileSync(path)[0] === 0x1f).toBe(name.endsWith('.gz'));
  expect(readdirSync(folder).filter((file) => file.endsWith('.tmp'))).toEqual([]);
});

test('where nothing can be written, nothing is left behind', () => {
  expect(errorOf(() => writeCandlesCsv(join(folder, 'no', 'A.csv'), series))).toMatchObject({
    kind: 'DatasetError',
    code: 'not-writable',
    message: `Expected to write ${join(folder, 'no', 'A.csv')}, was refused (ENOENT).`,
  });
  const taken = join(folder, 'taken.csv');
  mkdirSync(join(taken, 'sub'), { recursive: true });
  expect(() => writeCandlesCsv(taken, series)).toThrow(`Expected to write ${taken}, was refused`);
  expect(readdirSync(folder).filter((file) => file.endsWith('.tmp'))).toEqual([]);
});
