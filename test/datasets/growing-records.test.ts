import { expect, test } from 'vitest';
import { createGrowingRecords } from '../../datasets/growing-records.ts';

test('records come back as they went in, over many chunks', () => {
  const records = createGrowingRecords(3);
  for (let k = 0; k < 10_000; k++) records.push([k, 7 - k, k / 7]);
  expect(records.length()).toBe(10_000);
  for (let k = 0; k < 10_000; k++) {
    expect([records.at(k, 0), records.at(k, 1), records.at(k, 2)]).toEqual([k, 7 - k, k / 7]);
  }
});

test('none at the start', () => {
  expect(createGrowingRecords(1).length()).toBe(0);
});

test('places in half the room', () => {
  const records = createGrowingRecords(2, 'places');
  for (let k = 0; k < 5000; k++) records.push([k, 4_294_967_295 - k]);
  expect([records.at(4999, 0), records.at(4999, 1)]).toEqual([4999, 4_294_962_296]);
});
