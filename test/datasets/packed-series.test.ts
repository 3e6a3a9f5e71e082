import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { COLUMN_NAMES, columnsOver, createCandleSeries } from '../../datasets/candle-columns.ts';
import { packSeries, unpackSeries } from '../../datasets/packed-series.ts';
import { createSyntheticMarket } from '../../datasets/synthetic/synthetic-market.ts';
import { seriesOf } from './support/candle-arbitrary.ts';

const [series] = createSyntheticMarket({ symbols: ['A'], candles: 50 }).series as [ReturnType<typeof seriesOf>];

test('a series of this folder is packed without copying, and comes back the same', () => {
  const packed = packSeries(series);
  expect(packed.buffer).toBe(series.open.buffer);
  expect(unpackSeries(packed)).toEqual(series);
});

test('a series that begins inside its buffer is packed without copying, and comes back the same', () => {
  const buffer = new SharedArrayBuffer(400 + 3 * 48 + 8);
  const columns = columnsOver(buffer, 3, 400);
  for (const name of COLUMN_NAMES) columns[name].set([1, 2, 3].map((n) => n * 1000 + name.length));
  const inside = createCandleSeries('A', 60_000, columns);
  const packed = packSeries(inside);
  expect(packed).toMatchObject({ buffer, byteOffset: 400 });
  expect(unpackSeries(packed)).toEqual(inside);
});

test('columns from elsewhere are copied into one shared buffer', () => {
  const candles = [1, 2, 3].map((n) => ({ time: n, open: n, high: n, low: n, close: n, volume: n }));
  const foreign = seriesOf(candles);
  const packed = packSeries(foreign);
  expect(packed.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(unpackSeries(packed)).toEqual(foreign);
});

test('another thread sees the same memory', async () => {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const close = new Float64Array(workerData.buffer, 4 * workerData.length * 8, workerData.length);
    const seen = close[7];
    close[7] = 123.5;
    parentPort.postMessage(seen);
  `;
  const own = unpackSeries(packSeries(createSyntheticMarket({ symbols: ['A'], candles: 50 }).series[0] ?? series));
  const before = own.close[7];
  const worker = new Worker(code, { eval: true, workerData: packSeries(own) });
  const [seen] = await once(worker, 'message');
  await worker.terminate();
  expect(seen).toBe(before);
  expect(own.close[7]).toBe(123.5);
});
