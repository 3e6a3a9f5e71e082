import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { loadCandles } from '../../datasets/load-candles.ts';
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
