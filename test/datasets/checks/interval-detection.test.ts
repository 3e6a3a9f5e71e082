import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectInterval } from '../../../datasets/checks/interval-detection.ts';

test.each([
  [[], null],
  [[5], null],
  [[5, 8], 3],
  [[0, 60, 120, 300, 360], 60],
  [[0, 10, 15, 20, 30], 5],
  [[0, 5, 15, 25, 30], 5],
  [[0, 3, 8, 13, 16, 19, 40], 3],
])('%j has the interval %s', (time, interval) => {
  expect(detectInterval(Float64Array.from(time))).toBe(interval);
});

test('it is the most frequent step, counted the plain way', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 60 }), (steps) => {
      const time = [0];
      for (const step of steps) time.push((time.at(-1) as number) + step);
      const counts = [1, 2, 3, 4, 5].map((step) => steps.filter((other) => other === step).length);
      expect(detectInterval(Float64Array.from(time))).toBe(counts.indexOf(Math.max(...counts)) + 1);
    }),
    { seed: 1, numRuns: 500 },
  );
});
