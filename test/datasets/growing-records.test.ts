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
