import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  allocateColumns,
  bufferUnder,
  COLUMN_NAMES,
  columnsOver,
  createCandleSeries,
} from '../../datasets/candle-columns.ts';

function filled(length: number) {
  const columns = allocateColumns(length);
  for (const [k, name] of COLUMN_NAMES.entries()) {
    for (let i = 0; i < length; i++) columns[name][i] = k * 100 + i + 1;
  }
  return columns;
}

test('six columns fill one shared buffer, one after the other', () => {
  const columns = filled(3);
  const buffer = bufferUnder(columns);
  expect(buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(buffer?.byteLength).toBe(3 * 48);
  if (buffer === null) return;
  expect([...new Float64Array(buffer)]).toEqual([
    1, 2, 3, 101, 102, 103, 201, 202, 203, 301, 302, 303, 401, 402, 403, 501, 502, 503,
  ]);
});

test('columns that do not fill their buffer in order have no buffer of their own', () => {
  const columns = filled(4);
  expect(bufferUnder({ ...columns, open: columns.close })).toBeNull();
  expect(bufferUnder({ ...columns, open: Float64Array.from(columns.open) })).toBeNull();
  const part = Object.fromEntries(COLUMN_NAMES.map((name) => [name, columns[name].subarray(1)]));
  expect(bufferUnder({ ...columns, ...part })).toBeNull();
});

test('columns within the frame of a file have a buffer; within one that could hide candles they have none', () => {
  const framed = (before: number, after: number) =>
    columnsOver(new SharedArrayBuffer(before + 4 * 48 + after), 4, before);
  expect(bufferUnder(framed(392, 600))?.byteLength).toBe(392 + 4 * 48 + 600);
  expect(framed(392, 600).open.byteOffset).toBe(392 + 4 * 8);
  expect(bufferUnder(framed(8, 4088))).not.toBeNull();
  expect(bufferUnder(framed(8, 4096))).toBeNull();
});

test('the id is SHA-256 over the bytes of the columns and the interval', () => {
  const columns = filled(5);
  const bytes = Buffer.concat([
    ...COLUMN_NAMES.map((name) => Buffer.from(Float64Array.from(columns[name]).buffer)),
    Buffer.from(Float64Array.of(60_000).buffer),
  ]);
  const series = createCandleSeries('A', 60_000, columns);
  expect(series.id).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(createCandleSeries('B', 60_000, columns).id).toBe(series.id);
  expect(createCandleSeries('A', 60_001, columns).id).not.toBe(series.id);
});

test.each(COLUMN_NAMES)('one changed bit of %s changes the id', (name) => {
  const before = createCandleSeries('A', 60_000, filled(5)).id;
  const columns = filled(5);
  columns[name][4] = (columns[name][4] as number) + 2 ** -40;
  expect(createCandleSeries('A', 60_000, columns).id).not.toBe(before);
});
