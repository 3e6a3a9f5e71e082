import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binanceRestImporter } from '../../../datasets/importers/binance-rest.ts';
import { bitfinexImporter } from '../../../datasets/importers/bitfinex.ts';
import { freqtradeJsonImporter } from '../../../datasets/importers/freqtrade-json.ts';
import { findImporter } from '../../../datasets/importers/registry.ts';
import type { Candle } from '../../../engine/model/index.ts';
import { candleArbitrary, rejectionOf } from '../support/candle-arbitrary.ts';
import { importBytes, importDropping, sourceOf, TURNED_ROUND } from '../support/import-bytes.ts';

const HOUR = 3_600_000;
const T0 = 1_517_443_200_000;

const kline = (c: Candle, length = HOUR) => [
  c.time,
  ...[c.open, c.high, c.low, c.close, c.volume].map(String),
  c.time + length - 1,
  '0',
  1,
  '0',
  '0',
  '0',
];
const ochl = (c: Candle) => [c.time, c.open, c.close, c.high, c.low, c.volume];
const ohlc = (c: Candle) => [c.time, c.open, c.high, c.low, c.close, c.volume];
const textOf = (rows: readonly unknown[]) => JSON.stringify(rows);

const candles: readonly Candle[] = [
  { time: T0, open: 10, high: 12.5, low: 9.25, close: 11, volume: 3 },
  { time: T0 + HOUR, open: 11, high: 11.75, low: 10.5, close: 10.625, volume: 0 },
  { time: T0 + 3 * HOUR, open: 10.5, high: 14, low: 10.5, close: 13, volume: 1e-8 },
];

const formats = [
  ['binance-rest', binanceRestImporter, kline],
  ['bitfinex', bitfinexImporter, ochl],
  ['freqtrade-json', freqtradeJsonImporter, ohlc],
] as const;

describe.each(formats)('%s', (format, importer, write) => {
  test('is recognised by its content whatever its name', () => {
    const text = textOf(candles.map((c) => write(c)));
    expect(findImporter(sourceOf('x.dat', text)).format).toBe(format);
    expect(findImporter(sourceOf('x.json', textOf(write(candles[0] as Candle)))).format).toBe(format);
    const pretty = JSON.stringify(
      candles.map((c) => write(c)),
      null,
      2,
    );
    expect(findImporter(sourceOf('x.json', pretty)).format).toBe(format);
  });

  test('gives back any candles, oldest or newest first', async () => {
    await fc.assert(
      fc.asyncProperty(candleArbitrary({ maxLength: 20 }), fc.boolean(), async (some, newestFirst) => {
        const rows = some.map((c) => write(c));
        const text = textOf(newestFirst ? rows.toReversed() : rows);
        const { candles: found, facts, warnings } = await importBytes(importer, 'x.json', text);
        expect(found).toEqual(some);
        expect(facts.warnings).toEqual([]);
        // One candle alone has no order.
        expect(warnings).toEqual(newestFirst && some.length > 1 ? [TURNED_ROUND] : []);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('an error names the row of the file, also where it is newest first', async () => {
    const rows: unknown[][] = candles.map((c) => write(c)).toReversed();
    const at = write(candles[1] as Candle).indexOf(format === 'binance-rest' ? '10.625' : 10.625);
    const put = (value: unknown) => textOf(rows.map((row, i) => (i === 1 ? row.with(at, value) : row)));
    const zero = await rejectionOf(importBytes(importer, 'x.json', put(format === 'binance-rest' ? '0.0' : 0)));
    expect(zero).toMatchObject({ code: 'price-not-positive', details: { row: 2 } });
    expect(zero.message).toBe('x.json row 2: expected close > 0, was 0.');
    const missing = await rejectionOf(importBytes(importer, 'x.json', put(null)));
    expect(missing).toMatchObject({ code: 'not-a-number', details: { row: 2 } });
    expect(missing.message).toBe('x.json row 2: expected close to be a number, was null.');
    const dropped = await importDropping(importer, 'x.json', put('NaN'));
    expect(dropped.places).toEqual([1, 3]);
    expect(dropped.refusals).toEqual([
      { place: 2, code: 'not-a-number', text: 'expected close to be a number, was NaN.' },
    ]);
  });

  test('rows of another width and times that are none are refused one by one', async () => {
    const rows: unknown[][] = candles.map((c) => write(c));
    const odd = [rows[0], (rows[1] as unknown[]).slice(0, 4), (rows[2] as unknown[]).with(0, 1_517_443), [], ['x']];
    const { places, refusals } = await importDropping(importer, 'x.json', textOf(odd));
    expect(places).toEqual([1]);
    expect(refusals.map(({ place, code }) => [place, code])).toEqual([
      [2, 'field-count'],
      [3, 'not-a-number'],
      [4, 'field-count'],
      [5, 'field-count'],
    ]);
    expect(refusals[1]?.text).toBe('expected time to be a count of ms or us, was 1517443.');
  });

  test('mixed order is left to the intake, a cut file is refused', async () => {
    const rows = candles.map((c) => write(c));
    const mixed = [rows[0], rows[2], rows[1]];
    expect(await rejectionOf(importBytes(importer, 'x.json', textOf(mixed)))).toMatchObject({ code: 'unordered-time' });
    const cut = textOf(rows).slice(0, -2);
    expect(await rejectionOf(importBytes(importer, 'x.json', cut))).toMatchObject({ code: 'json-broken' });
  });
});

test('close times give the interval of Binance klines, unless they differ; then the name does', async () => {
  const same = await importBytes(binanceRestImporter, 'x.json', textOf(candles.map((c) => kline(c))));
  expect(same.facts).toMatchObject({ symbol: null, intervalMs: HOUR });
  const early = textOf(candles.map((c, i) => kline(c, i === 1 ? 1_694_789 : HOUR)));
  expect((await importBytes(binanceRestImporter, 'x.json', early)).facts.intervalMs).toBeNull();
  expect((await importBytes(binanceRestImporter, 'ETHUSDT_1h.json', early)).facts).toMatchObject({
    symbol: 'ETHUSDT',
    intervalMs: HOUR,
  });
});

test('microseconds of newer Binance answers are read by their size, and a change is told', async () => {
  const micro = candles.map((c) =>
    kline(c).map((cell, i) => (i === 0 ? c.time * 1000 : i === 6 ? (c.time + HOUR) * 1000 - 1 : cell)),
  );
  const whole = await importBytes(binanceRestImporter, 'x.json', textOf(micro));
  expect(whole.candles).toEqual(candles);
  expect(whole.facts).toMatchObject({ intervalMs: HOUR, warnings: [] });
  const mixed = [kline(candles[0] as Candle), ...micro.slice(1)];
  expect((await importBytes(binanceRestImporter, 'x.json', textOf(mixed))).facts.warnings).toEqual([
    'Times change from ms to us at row 2; each is read by its own size.',
  ]);
});

test('one candle of Bitfinex, in an array or alone', async () => {
  const [first] = candles;
  const row = ochl(first as Candle);
  for (const text of [textOf([row]), textOf(row)]) {
    const { candles: found, facts } = await importBytes(bitfinexImporter, 'bitfinex_tBTCUSD_1m.json', text);
    expect(found).toEqual([first]);
    expect(facts).toMatchObject({ symbol: 'BTCUSD', intervalMs: 60_000 });
  }
});

test('candles that are flat fit both orders; then the name decides and nothing depends on it', () => {
  const flat = textOf([[T0, 5, 5, 5, 5, 1]]);
  expect(findImporter(sourceOf('bitfinex_x.json', flat)).format).toBe('bitfinex');
  expect(findImporter(sourceOf('x.json', flat)).format).toBe('freqtrade-json');
});

test('a few faulty rows do not change what a file is', () => {
  const rows = Array.from({ length: 30 }, (_, i) => ochl({ ...(candles[0] as Candle), time: T0 + i * HOUR }));
  rows[7] = [T0 + 7 * HOUR, 10, 12.5, 9.25, 11, 3];
  expect(findImporter(sourceOf('x.json', textOf(rows))).format).toBe('bitfinex');
});

test('other JSON is none of them', () => {
  const other = ['[]', '[[1,2,3]]', '[{"time":1}]', '[["a",1,2,3,4,5]]', '{"a":1}', `[[${T0},1,2]]`, 'time,open'];
  for (const text of other) {
    for (const [, importer] of formats) expect(importer.recognizes(sourceOf('freqtrade.json', text))).toBe(false);
  }
});

test('freqtrade tells symbol and interval by its name', async () => {
  const { facts } = await importBytes(freqtradeJsonImporter, 'SOL_USDT-1h.json', textOf(candles.map(ohlc)));
  expect(facts).toEqual({ symbol: 'SOL/USDT', intervalMs: HOUR, warnings: [] });
  const plain = await importBytes(freqtradeJsonImporter, 'XRPUSDT-5m.json', textOf(candles.map(ohlc)));
  expect(plain.facts).toEqual({ symbol: 'XRPUSDT', intervalMs: 300_000, warnings: [] });
});
