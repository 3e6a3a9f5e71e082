import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { parquetImporter } from '../../../datasets/importers/parquet.ts';
import { findImporter } from '../../../datasets/importers/registry.ts';
import type { Candle } from '../../../engine/model/index.ts';
import { rejectionOf } from '../support/candle-arbitrary.ts';
import { importBytes, importDropping, sourceOf } from '../support/import-bytes.ts';

type WriteOptions = Parameters<typeof parquetWriteBuffer>[0];
type Column = WriteOptions['columnData'][number];

const HOUR = 3_600_000;
const T0 = Date.UTC(2024, 0, 1);
const rows = 1000;
const candles: readonly Candle[] = Array.from({ length: rows }, (_, i) => {
  const open = 100 + (i % 17) / 4;
  const close = 100 + ((i + 1) % 17) / 4;
  return {
    time: T0 + i * HOUR,
    open,
    high: Math.max(open, close) + 0.5,
    low: Math.min(open, close) - 0.5,
    close,
    volume: i,
  };
});

const prices = (['open', 'high', 'low', 'close', 'volume'] as const).map(
  (name): Column => ({ name, data: Float64Array.from(candles, (c) => c[name]), type: 'DOUBLE' }),
);
const dates: Column = { name: 'date', data: candles.map(({ time }) => new Date(time)), type: 'TIMESTAMP' };
const bytesOf = (columnData: Column[], options: Partial<WriteOptions> = {}) =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
const read = (columnData: Column[], options: Partial<WriteOptions> = {}, name = 'x.parquet') =>
  importBytes(parquetImporter, name, bytesOf(columnData, options));
const replace = (column: Column) => [dates, ...prices].map((one) => (one.name === column.name ? column : one));

test.each([
  ['one row group', {}],
  ['many row groups', { rowGroupSize: 130 }],
  ['without compression', { codec: 'UNCOMPRESSED' as const }],
  ['many pages', { pageSize: 500 }],
])('%s, recognised by its first bytes', async (_, options) => {
  const bytes = bytesOf([dates, ...prices], options);
  expect(findImporter(sourceOf('candles.csv', bytes)).format).toBe('parquet');
  expect(await importBytes(parquetImporter, 'x', bytes)).toEqual({
    candles,
    facts: { symbol: null, intervalMs: null, warnings: [] },
    warnings: [],
  });
});

test.each([
  ['int64 ms', { name: 'date', data: BigInt64Array.from(candles, ({ time }) => BigInt(time)), type: 'INT64' }],
  [
    'int64 ns',
    { name: 'date', data: BigInt64Array.from(candles, ({ time }) => BigInt(time) * 1_000_000n), type: 'INT64' },
  ],
  ['float seconds', { name: 'date', data: Float64Array.from(candles, ({ time }) => time / 1000), type: 'DOUBLE' }],
  ['text', { name: 'date', data: candles.map(({ time }) => new Date(time).toISOString()), type: 'STRING' }],
] as const)('times as %s', async (_, column) => {
  expect((await read(replace({ ...column, data: column.data as Column['data'] }))).candles).toEqual(candles);
});

/** A column whose type the writer does not derive: its schema element is given, its values are as stored. */
const withElement = (element: NonNullable<WriteOptions['schema']>[number], data: Column['data']) => {
  const columns = replace({ name: element.name, data }).map(({ name, data: own }) => ({ name, data: own }));
  const plain = (name: string) => ({ name, type: 'DOUBLE' as const, repetition_type: 'REQUIRED' as const });
  const time = { ...plain('date'), type: 'INT64' as const, converted_type: 'TIMESTAMP_MILLIS' as const };
  const elements = columns.map(({ name }) => (name === element.name ? element : name === 'date' ? time : plain(name)));
  return read(columns, { schema: [{ name: 'root', num_children: elements.length }, ...elements] });
};

test('timestamps of us and ns, without a millisecond lost or invented', async () => {
  const stamped = (unit: 'MICROS' | 'NANOS', perMs: bigint, extra = 0n) =>
    withElement(
      {
        name: 'date',
        type: 'INT64',
        repetition_type: 'REQUIRED',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit },
      },
      BigInt64Array.from(candles, ({ time }) => BigInt(time) * perMs + extra),
    );
  expect((await stamped('MICROS', 1000n)).candles).toEqual(candles);
  expect((await stamped('NANOS', 1_000_000n)).candles).toEqual(candles);
  expect((await rejectionOf(stamped('NANOS', 1_000_000n, 1n))).message).toContain(
    `1: expected time to be a date or a count of s, ms, us or ns, was ${BigInt(T0) * 1_000_000n + 1n}.`,
  );
});

test('decimals are the doubles nearest to them, not products rounded twice', async () => {
  const digits = candles.map((_, i) => 10_000_003 + 7 * i);
  // 10000003 * 0.0001 is 1000.0003000000001.
  expect(10_000_003 * 10 ** -4).not.toBe(1000.0003);
  const { candles: found } = await withElement(
    {
      name: 'volume',
      type: 'INT32',
      repetition_type: 'REQUIRED',
      converted_type: 'DECIMAL',
      scale: 4,
      precision: 9,
    },
    // The writer multiplies by the scale itself.
    digits.map((d) => d / 10_000),
  );
  expect(found.map(({ volume }) => volume)).toEqual(digits.map((d) => d / 10_000));
});

test('32-bit prices are told, a name as freqtrade writes it gives symbol and interval', async () => {
  const single = replace({ name: 'close', data: Float32Array.from(candles, (c) => c.close), type: 'FLOAT' });
  const { candles: found, facts } = await read(single, {}, 'ETH_BTC-1h.parquet');
  expect(found).toEqual(candles);
  expect(facts).toEqual({
    symbol: 'ETH/BTC',
    intervalMs: HOUR,
    warnings: ['Stored as 32-bit numbers, which hold about 7 digits: close.'],
  });
});

test('nulls and NaN are refused with their row, over row groups', async () => {
  const close = candles.map((c, i) => (i === 140 ? null : c.close));
  const high = Float64Array.from(candles, (c, i) => (i === 999 ? NaN : c.high));
  const columns = replace({ name: 'close', data: close, type: 'DOUBLE', nullable: true }).map((one) =>
    one.name === 'high' ? { ...one, data: high } : one,
  );
  const { places, refusals } = await importDropping(parquetImporter, 'x', bytesOf(columns, { rowGroupSize: 100 }));
  expect(places.length).toBe(998);
  expect(refusals).toEqual([
    { place: 141, code: 'not-a-number', text: 'expected close to be a number, was empty.' },
    { place: 1000, code: 'not-a-number', text: 'expected high to be a number, was NaN.' },
  ]);
});

test('newest first over row groups', async () => {
  const reversed = [dates, ...prices].map((one) => ({
    ...one,
    data: Array.from(one.data as ArrayLike<unknown>).reverse(),
  }));
  expect((await read(reversed, { rowGroupSize: 77 })).candles).toEqual(candles);
});

describe('damage', () => {
  const whole = bytesOf([dates, ...prices], { rowGroupSize: 300 });
  test('a cut file is refused at any length', async () => {
    for (let length = 4; length < whole.length; length += 499) {
      expect(await rejectionOf(importBytes(parquetImporter, 'x', whole.slice(0, length)))).toMatchObject({
        code: 'parquet-broken',
      });
    }
  });

  test('a column that holds no numbers, and one that is missing', async () => {
    const flag = replace({ name: 'close', data: candles.map(() => true), type: 'BOOLEAN' });
    expect((await rejectionOf(read(flag))).message).toBe(
      'x.parquet: expected column close to hold numbers, times or text, was BOOLEAN.',
    );
    expect((await rejectionOf(read([dates, ...prices.slice(1)]))).message).toBe(
      'x.parquet: expected a column open, was date, high, low, close, volume.',
    );
  });
});
