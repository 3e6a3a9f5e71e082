import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as arrow from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { featherImporter } from '../../../datasets/importers/feather.ts';
import { findImporter } from '../../../datasets/importers/registry.ts';
import type { Candle } from '../../../engine/model/index.ts';
import { rejectionOf } from '../support/candle-arbitrary.ts';
import { importBytes, importDropping, sourceOf, TURNED_ROUND } from '../support/import-bytes.ts';

const HOUR = 3_600_000;
const T0 = Date.UTC(2024, 0, 1);
const fixtures = join(import.meta.dirname, '..', 'fixtures');

const candles: readonly Candle[] = [
  { time: T0, open: 10, high: 12.5, low: 9.25, close: 11, volume: 3 },
  { time: T0 + HOUR, open: 11, high: 11.75, low: 10.5, close: 10.625, volume: 0 },
  { time: T0 + 3 * HOUR, open: 10.5, high: 14, low: 10.5, close: 13, volume: 7 },
];
const times = candles.map(({ time }) => time);
const vector = (type: arrow.DataType, data: ArrayLike<number> | BigInt64Array): arrow.Vector =>
  arrow.makeVector(arrow.makeData({ type, data } as Parameters<typeof arrow.makeData>[0]));
const float64 = (name: keyof Candle) =>
  vector(
    new arrow.Float64(),
    Float64Array.from(candles, (c) => c[name]),
  );
const instants = (type: arrow.DataType, perMs: number, times1 = times) =>
  vector(
    type,
    BigInt64Array.from(times1, (t) => (BigInt(t) * BigInt(perMs * 1000)) / 1000n),
  );

const plain = {
  date: instants(new arrow.TimestampMillisecond('UTC'), 1),
  open: float64('open'),
  high: float64('high'),
  low: float64('low'),
  close: float64('close'),
  volume: float64('volume'),
};
const bytesOf = (columns: Readonly<Record<string, arrow.Vector>>, kind: 'file' | 'stream' = 'file') =>
  arrow.tableToIPC(new arrow.Table(columns), kind);
const read = (columns: Readonly<Record<string, arrow.Vector>>, name = 'x.feather') =>
  importBytes(featherImporter, name, bytesOf(columns));

test.each(['file', 'stream'] as const)('an Arrow %s, recognised by its first bytes', async (kind) => {
  const bytes = bytesOf(plain, kind);
  expect(findImporter(sourceOf('candles.csv', bytes)).format).toBe('feather');
  expect(await importBytes(featherImporter, 'x', bytes)).toEqual({
    candles,
    facts: { symbol: null, intervalMs: null, warnings: [] },
    warnings: [],
  });
});

test('a name as freqtrade writes it tells symbol and interval', async () => {
  const { facts } = await read(plain, 'BTC_USDT_USDT-4h-futures.feather');
  expect(facts).toMatchObject({ symbol: 'BTC/USDT:USDT', intervalMs: 4 * HOUR });
});

describe('times', () => {
  const iso = times.map((t) => new Date(t).toISOString());
  test.each([
    ['seconds', instants(new arrow.TimestampSecond(), 0.001)],
    ['ms without zone', instants(new arrow.TimestampMillisecond(), 1)],
    ['us in New York, which changes nothing', instants(new arrow.TimestampMicrosecond('America/New_York'), 1000)],
    ['ns', instants(new arrow.TimestampNanosecond('UTC'), 1_000_000)],
    ['date64', vector(new arrow.DateMillisecond(), BigInt64Array.from(times, BigInt))],
    ['int64 ms', vector(new arrow.Int64(), BigInt64Array.from(times, BigInt))],
    [
      'int64 ns',
      vector(
        new arrow.Int64(),
        BigInt64Array.from(times, (t) => BigInt(t) * 1_000_000n),
      ),
    ],
    [
      'float64 seconds',
      vector(
        new arrow.Float64(),
        Float64Array.from(times, (t) => t / 1000),
      ),
    ],
    ['text', arrow.vectorFromArray(iso, new arrow.Utf8())],
    ['text in a dictionary', arrow.vectorFromArray(iso, new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32()))],
  ])('%s', async (_, date) => {
    expect((await read({ ...plain, date })).candles).toEqual(candles);
  });

  test('days', async () => {
    const date = vector(new arrow.DateDay(), Int32Array.of(19_723, 19_724, 19_725));
    expect((await read({ ...plain, date })).candles.map(({ time }) => time)).toEqual([
      T0,
      T0 + 24 * HOUR,
      T0 + 48 * HOUR,
    ]);
  });

  test('the index that pandas stored is the time only where nothing else is', async () => {
    const { date, ...rest } = plain;
    expect((await read({ ...rest, __index_level_0__: date })).candles).toEqual(candles);
    const rows = vector(new arrow.Int64(), BigInt64Array.of(0n, 1n, 2n));
    expect((await read({ ...plain, __index_level_0__: rows })).candles).toEqual(candles);
  });
});

describe('prices', () => {
  test('32-bit numbers are read as they are, with a warning', async () => {
    const single = (name: keyof Candle) =>
      vector(
        new arrow.Float32(),
        Float32Array.from(candles, (c) => c[name]),
      );
    const { candles: found, facts } = await read({ ...plain, open: single('open'), volume: single('volume') });
    expect(found).toEqual(candles);
    expect(facts.warnings).toEqual(['Stored as 32-bit numbers, which hold about 7 digits: open, volume.']);
  });

  test('decimals, negative too, integers and text', async () => {
    const scaled = (values: readonly number[]) => {
      const words = values.flatMap((value) => {
        const bits = BigInt.asUintN(128, BigInt(Math.round(value * 1000)));
        return [0n, 32n, 64n, 96n].map((shift) => Number((bits >> shift) & 0xffffffffn));
      });
      return vector(new arrow.Decimal(3, 20, 128), Uint32Array.from(words));
    };
    const whole = vector(new arrow.Int32(), Int32Array.of(3, 0, 7));
    const close = arrow.vectorFromArray(
      candles.map((c) => c.close.toFixed(8)),
      new arrow.Utf8(),
    );
    const open = scaled(candles.map((c) => c.open));
    expect((await read({ ...plain, open, close, volume: whole })).candles).toEqual(candles);
    const negative = await rejectionOf(read({ ...plain, open: scaled([10, -1.5, 10]) }));
    expect(negative.message).toContain('expected open > 0, was -1.5.');
  });

  test('a null, NaN and text that is no number are refused with their row', async () => {
    const close = arrow.vectorFromArray([11, null, 13], new arrow.Float64());
    const high = vector(new arrow.Float64(), Float64Array.of(12.5, 11.75, NaN));
    const open = arrow.vectorFromArray(['ten', '11', '10.5'], new arrow.Utf8());
    const { places, refusals } = await importDropping(featherImporter, 'x', bytesOf({ ...plain, open, high, close }));
    expect(places).toEqual([]);
    expect(refusals).toEqual([
      { place: 1, code: 'not-a-number', text: 'expected open to be a number, was "ten".' },
      { place: 2, code: 'not-a-number', text: 'expected close to be a number, was empty.' },
      { place: 3, code: 'not-a-number', text: 'expected high to be a number, was NaN.' },
    ]);
  });

  test('infinite prices of both signs are left to the intake', async () => {
    const open = vector(new arrow.Float64(), Float64Array.of(10, Infinity, 10.5));
    const low = vector(new arrow.Float64(), Float64Array.of(9.25, -Infinity, 10.5));
    expect(await rejectionOf(read({ ...plain, open, low }))).toMatchObject({ code: 'price-not-positive' });
  });
});

test('newest first is turned round by the intake', async () => {
  const reversed = Object.fromEntries(
    Object.entries(plain).map(([name, column]) => [name, vector(column.type, column.toArray().slice().reverse())]),
  );
  expect(await read(reversed)).toMatchObject({
    candles,
    facts: { warnings: [] },
    warnings: [TURNED_ROUND],
  });
});

test('without volume, volume is 0 and told; without close, the columns are named', async () => {
  const { volume: _, ...bare } = plain;
  const { candles: found, facts } = await read(bare);
  expect(found.map(({ volume }) => volume)).toEqual([0, 0, 0]);
  expect(facts.warnings).toEqual(['The file has no volume column; volume is 0.']);
  const { close: __, ...without } = plain;
  expect(await rejectionOf(read(without))).toMatchObject({
    code: 'column-missing',
    message: 'x.feather: expected a column close, was date, open, high, low, volume.',
  });
});

test('a column of a type that holds no numbers is refused', async () => {
  const close = arrow.vectorFromArray([true, false, true], new arrow.Bool());
  expect(await rejectionOf(read({ ...plain, close }))).toMatchObject({
    code: 'column-type',
    message: 'x.feather: expected column close to hold numbers, times or text, was Bool.',
  });
});

test('many batches, longer than one block', async () => {
  const rows = 70_000;
  const column = (start: number, length: number) => Float64Array.from({ length }, (_, i) => 100 + ((start + i) % 50));
  const part = (start: number, length: number) => {
    // A vector of its own for each column: the writer loses buffers that occur twice.
    const price = () => vector(new arrow.Float64(), column(start, length));
    const date = BigInt64Array.from({ length }, (_, i) => BigInt(T0 + (start + i) * HOUR));
    return new arrow.Table({
      date: vector(new arrow.TimestampMillisecond('UTC'), date),
      open: price(),
      high: price(),
      low: price(),
      close: price(),
      volume: vector(
        new arrow.Float64(),
        Float64Array.from({ length }, (_, i) => start + i),
      ),
    });
  };
  const table = part(0, 66_000).concat(part(66_000, rows - 66_000));
  expect(table.batches.length).toBe(2);
  const { candles: found } = await importBytes(featherImporter, 'x', arrow.tableToIPC(table, 'file'));
  expect(found.length).toBe(rows);
  expect(found.every((c, i) => c.volume === i && c.time === T0 + i * HOUR && c.close === 100 + (i % 50))).toBe(true);
});

describe('packed buffers, made by the tools of zstd and lz4', () => {
  const wave = Array.from({ length: 200 }, (_, i) => {
    const [open, close] = [i, i + 1].map((k) => Math.round(10_000 + 500 * Math.sin(k / 7)) / 100) as [number, number];
    return {
      time: T0 + i * HOUR,
      open,
      high: Math.max(open, close) + 1,
      low: Math.min(open, close) - 1,
      close,
      volume: i,
    };
  });
  const names = ['wave_1h_zstd.feather', 'wave_1h_lz4.feather', 'wave_1h_zstd.arrows'];

  test.each(names)('%s', async (name) => {
    const { candles: found } = await importBytes(featherImporter, name, readFileSync(join(fixtures, name)));
    expect(found).toEqual(wave);
  });

  test.each(names)('%s with a changed byte is refused, or differs in what no reader can see', async (name) => {
    const whole = readFileSync(join(fixtures, name));
    let refused = 0;
    let tried = 0;
    for (let at = 8; at < whole.length; at += 97) {
      const bytes = Uint8Array.from(whole);
      bytes[at] = (bytes[at] as number) ^ 0xff;
      tried++;
      const found = await importBytes(featherImporter, name, bytes).catch((error: Error) => error);
      if (found instanceof Error) {
        expect(found).toMatchObject({ name: 'DatasetError' });
        refused++;
      } else expect(found.candles.length).toBeLessThanOrEqual(wave.length);
    }
    expect(refused / tried).toBeGreaterThan(0.15);
  });
});

describe('damage', () => {
  const whole = bytesOf(plain);
  test('a cut file is refused at any length', async () => {
    for (let length = 8; length < whole.length; length += 13) {
      expect(await rejectionOf(importBytes(featherImporter, 'x', whole.slice(0, length)))).toMatchObject({
        code: 'arrow-broken',
      });
    }
  });

  test('a stream without its end mark is told, a cut one refused', async () => {
    const stream = bytesOf(plain, 'stream');
    const open = await importBytes(featherImporter, 'x', stream.slice(0, -8));
    expect(open.candles).toEqual(candles);
    expect(open.facts.warnings).toEqual(['The Arrow stream has no end mark; it may have been cut off.']);
    expect(await rejectionOf(importBytes(featherImporter, 'x', stream.slice(0, -64)))).toMatchObject({
      name: 'DatasetError',
    });
  });

  test('Feather version 1 is told from version 2', async () => {
    const bytes = new TextEncoder().encode('FEA1............FEA1');
    expect(findImporter(sourceOf('x', bytes)).format).toBe('feather');
    expect((await rejectionOf(importBytes(featherImporter, 'x', bytes))).message).toBe(
      'x: expected a whole Arrow or Feather v2 file, was Feather version 1 (write it again with a current pandas or pyarrow).',
    );
  });
});
