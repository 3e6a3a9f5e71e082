import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lowerBound } from '../../../engine/math/index.ts';

it('is the first index whose element is not below the value', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 })), fc.integer({ min: -10, max: 10 }), (values, value) => {
      const sorted = Float64Array.from(values).sort();
      const first = sorted.findIndex((element) => element >= value);
      expect(lowerBound(sorted, value)).toBe(first < 0 ? sorted.length : first);
    }),
    { seed: 1 },
  );
});
