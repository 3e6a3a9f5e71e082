import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { type LoadProgress, loadCandles } from '../../datasets/load-candles.ts';
import { rejectionOf } from './support/candle-arbitrary.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const folder = mkdtempSync(join(tmpdir(), 'candlebench-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const plain = join(fixtures, 'plain_1h.csv');

test('a file becomes a series and what was found', async () => {
  const { series, quality } = await loadCandles(plain);
  expect(series).toMatchObject({ symbol: 'plain', intervalMs: 3_600_000, length: 3 });
  expect([...series.close]).toEqual([4308.83, 4315.32, 4324.35]);
  expect(
    new Set([series.time, series.open, series.high, series.low, series.close, series.volume].map((c) => c.buffer)).size,
  ).toBe(1);
  expect(series.time.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(quality).toMatchObject({
    symbol: 'plain',
    file: 'plain_1h.csv',
    sha256: createHash('sha256').update(readFileSync(plain)).digest('hex'),
    rows: 3,
    first: 1502942400000,
    last: 1502949600000,
    warnings: [],
  });
});

test('the same candles have one id in every dialect, gzipped or not', async () => {
  const ids = await Promise.all(
    ['tabs_1h.csv', 'quoted_1h.csv'].map(async (name) => (await loadCandles(join(fixtures, name))).series.id),
  );
  const packed = await loadCandles(file('packed_1h.csv.gz', gzipSync(readFileSync(plain))));
  expect(new Set([...ids, packed.series.id])).toEqual(new Set([(await loadCandles(plain)).series.id]));
  expect(packed.quality.sha256).not.toBe((await loadCandles(plain)).quality.sha256);
});

test('a file without volume differs only there', async () => {
  const { series, quality } = await loadCandles(join(fixtures, 'semicolon_1h.csv'));
  const whole = (await loadCandles(plain)).series;
  expect([...series.open]).toEqual([...whole.open]);
  expect([...series.time]).toEqual([...whole.time]);
  expect(quality.warnings).toEqual([
    'The file has no volume column; volume is 0.',
    'The last line has no line end; a file that was cut off looks like that.',
    'Volume is 0 throughout.',
  ]);
  expect(series.id).not.toBe(whole.id);
});

test.each([
  ['BTCUSDT_1h_binance.csv', 'BTCUSDT'],
  ['SPY.csv', 'SPY'],
  ['BTC-USD.1h.csv', 'BTC-USD'],
  ['_odd.csv', '_odd.csv'],
])('%s holds %s unless a symbol is given', async (name, symbol) => {
  const path = file(name, readFileSync(plain));
  expect((await loadCandles(path)).series.symbol).toBe(symbol);
  expect(await loadCandles(path, { symbol: 'X/Y' })).toMatchObject({
    series: { symbol: 'X/Y' },
    quality: { symbol: 'X/Y' },
  });
});

const one = 'date,open,high,low,close,volume\n2020-01-01,1,1,1,1,1\n';

test('one candle needs an interval', async () => {
  const path = file('one.csv', one);
  expect(await rejectionOf(loadCandles(path))).toMatchObject({
    code: 'interval-unknown',
    message: 'one.csv: expected two candles or more to detect the interval, was one; state the interval.',
  });
  expect((await loadCandles(path, { intervalMs: 86_400_000 })).series).toMatchObject({
    length: 1,
    intervalMs: 86_400_000,
  });
});

test('an interval shorter than the steps shows gaps; a longer one is refused', async () => {
  expect((await loadCandles(plain, { intervalMs: 1_800_000 })).quality).toMatchObject({ gaps: 2, missing: 2 });
  await expect(loadCandles(plain, { intervalMs: 86_400_000 })).rejects.toThrow(
    'plain_1h.csv: expected candles 1d apart, was 1h.',
  );
});

test.each([0, -1, 1.5, NaN])('the interval %s is refused', async (intervalMs) => {
  expect(await rejectionOf(loadCandles(plain, { intervalMs }))).toMatchObject({ code: 'interval-invalid' });
});

test('a file cut at the end of a line is told by the rows it should have', async () => {
  const text = readFileSync(plain, 'utf8');
  const cut = file('cut_1h.csv', text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
  expect((await loadCandles(cut)).series.length).toBe(2);
  expect(await rejectionOf(loadCandles(cut, { expectedRows: 3 }))).toMatchObject({
    code: 'row-count',
    message: 'cut_1h.csv: expected 3 rows, was 2.',
  });
  expect((await loadCandles(plain, { expectedRows: 3 })).series.length).toBe(3);
  expect((await loadCandles(cut)).series.id).not.toBe((await loadCandles(plain)).series.id);
});

test('repairs are done as asked, listed and said; rows left out count as rows of the file', async () => {
  const broken = file('broken.csv', `${one}2020-01-02,1,1,2,1,1\n2020-01-03,1,1,1,1,1\n2020-01-01,1,1,1,1,1\n`);
  await expect(loadCandles(broken)).rejects.toThrow('broken.csv line 3: expected high >= low, was high 1, low 2.');
  const loaded = await loadCandles(broken, { repair: ['drop', 'keep-first'], expectedRows: 4 });
  expect(loaded.series.length).toBe(2);
  expect(loaded.repairs).toHaveLength(2);
  expect([...loaded.repairs].map(({ repair, place, reason }) => [repair, place, reason])).toEqual([
    ['drop', 3, 'expected high >= low, was high 1, low 2.'],
    ['keep-first', 5, 'expected a time of its own, was 2020-01-01T00:00:00.000Z of line 2 with the same values.'],
  ]);
  expect(loaded.repairCounts).toEqual({ drop: 1, identical: 1 });
  expect(loaded.quality.warnings).toEqual(
    expect.arrayContaining([
      '1 row that cannot be candles left out, as asked.',
      '1 row repeating an earlier row left out, as asked.',
    ]),
  );
});

test('candles of a format without lines are named by their rows, wrong or out of order', async () => {
  const rows = [0, 1, 2].map((k) => [1_600_000_000_000 + k * 60_000, 1, 2, 1, 1, 0]);
  const load = (name: string, candles: unknown[]) => loadCandles(file(name, JSON.stringify(candles)));
  await expect(load('wrong.json', rows.with(1, [1_600_000_060_000, 1, 2, 3, 1, 0]))).rejects.toMatchObject({
    message: 'wrong.json row 2: expected high >= low, was high 2, low 3.',
    details: { file: 'wrong.json', row: 2 },
  });
  await expect(load('twice.json', [...rows, rows[2]])).rejects.toThrow(
    'twice.json row 4: expected a time other than 2020-09-13T12:28:40.000Z of row 3, was the same.',
  );
  await expect(load('mixed.json', [...rows, rows[0]])).rejects.toThrow(
    'mixed.json row 4: expected time > 2020-09-13T12:28:40.000Z of row 3, was 2020-09-13T12:26:40.000Z.',
  );
});

test.each(['plain', 'packed'])('progress of a %s file ends at its last byte', async (kind) => {
  const text = `${one}${Array.from({ length: 40_000 }, (_, i) => `${1_600_000_000 + 60 * i},1,1,1,1,${i}\n`).join('')}`;
  const bytes = kind === 'plain' ? Buffer.from(text) : gzipSync(text);
  const steps: LoadProgress[] = [];
  await loadCandles(file(`${kind}.csv`, bytes), { onProgress: (done) => steps.push(done) });
  expect(steps.at(-1)).toMatchObject({ bytes: bytes.length, totalBytes: bytes.length });
  expect(steps.map(({ rows }) => rows)).toEqual(steps.map(({ rows }) => rows).sort((a, b) => a - b));
  if (kind === 'plain') expect(steps.length).toBeGreaterThan(1);
});
