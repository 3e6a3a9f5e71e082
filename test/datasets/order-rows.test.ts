import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderRows } from '../../datasets/order-rows.ts';

test('rows ascend in time, those of one time in the order they had', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 70 }), (times) => {
      const expected = times.map((_, k) => k).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
      expect([...orderRows(Float64Array.from(times))]).toEqual(expected);
    }),
    { seed: 1, numRuns: 500 },
  );
});
