import { tableFromIPC, tableToIPC } from 'apache-arrow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { featherImporter } from '../../../datasets/importers/feather.ts';
import { recordsToArrowTable, toArrowTable } from '../../../datasets/tables/arrow-table.ts';
import { candleArbitrary, rejectionOf, seriesOf } from '../support/candle-arbitrary.ts';
import { importBytes } from '../support/import-bytes.ts';

test('candles: types, metadata, and the memory of the series itself', async () => {
  const time = Date.UTC(2024, 0, 1);
  const series = seriesOf([{ time, open: 1, high: 2, low: 0.5, close: 1.5, volume: 3 }]);
  const table = await toArrowTable(series);
  expect(table.schema.fields.map(({ name, type, nullable }) => [name, `${type}`, nullable])).toEqual([
    ['time', 'Timestamp<MILLISECOND, UTC>', false],
    ...['open', 'high', 'low', 'close', 'volume'].map((name) => [name, 'Float64', false]),
  ]);
  expect(Object.fromEntries(table.schema.metadata)).toEqual({ symbol: 'TEST', intervalMs: '3600000', id: series.id });
  expect(table.getChild('close')?.data[0]?.values.buffer).toBe(series.close.buffer);
  expect(table.getChild('time')?.get(0)).toBe(time);
  expect(table.numRows).toBe(1);
});

test('written as a file or stream and imported again, any candles are the same', async () => {
  await fc.assert(
    fc.asyncProperty(candleArbitrary(), fc.constantFrom('file' as const, 'stream' as const), async (candles, kind) => {
      const bytes = tableToIPC(await toArrowTable(seriesOf(candles)), kind);
      expect((await importBytes(featherImporter, 'x', bytes)).candles).toEqual(candles);
    }),
    { seed: 1, numRuns: 60 },
  );
});

test('records: a column for each field, nulls where a value is missing', async () => {
  const rows = [
    { symbol: 'BTC', entryTime: 1_704_067_200_000, pnl: 1.5, open: true, count: 1n, note: null },
    { symbol: 'ETH', entryTime: null, pnl: Number.NaN, open: false, count: 2n, note: null, late: 'x' },
  ];
  const table = tableFromIPC(tableToIPC(await recordsToArrowTable(rows, ['entryTime'])));
  expect(table.schema.fields.map(({ name, type }) => [name, `${type}`])).toEqual([
    ['symbol', 'Utf8'],
    ['entryTime', 'Timestamp<MILLISECOND, UTC>'],
    ['pnl', 'Float64'],
    ['open', 'Bool'],
    ['count', 'Int64'],
    ['note', 'Utf8'],
    ['late', 'Utf8'],
  ]);
  expect(table.toArray().map((row) => ({ ...row?.toJSON() }))).toEqual([
    { symbol: 'BTC', entryTime: 1_704_067_200_000, pnl: 1.5, open: true, count: 1n, note: null, late: null },
    { symbol: 'ETH', entryTime: null, pnl: Number.NaN, open: false, count: 2n, note: null, late: 'x' },
  ]);
  expect((await recordsToArrowTable([])).numRows).toBe(0);
});

test.each([
  [
    [{ a: 1 }, { a: 'x' }],
    [],
    'Expected field a to hold numbers, text, booleans or bigints alone, was number and string.',
  ],
  [[{ a: { b: 1 } }], [], 'Expected field a to hold numbers, text, booleans or bigints alone, was object.'],
  [[{ a: '2020' }], ['a'], 'Expected field a to hold whole epoch ms, was string.'],
  [[{ a: 1.5 }], ['a'], 'Expected field a to hold whole epoch ms, was number.'],
])('%j with times %j is refused', async (rows, times, message) => {
  expect(await rejectionOf(recordsToArrowTable(rows, times))).toMatchObject({ code: 'field-type', message });
});
