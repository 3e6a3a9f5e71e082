import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RollingRank } from '../../../engine/adaptation/rolling-rank.ts';

describe('RollingRank', () => {
  it('counts the smaller values of the window', () => {
    const column = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: 0, max: 6, noNaN: true })), {
      maxLength: 150,
    });
    fc.assert(
      fc.property(column, fc.integer({ min: 2, max: 40 }), (x, n) => {
        const rank = new RollingRank(n);
        x.forEach((value, i) => {
          const window = x.slice(Math.max(0, i - n + 1), i + 1);
          const expected = i < n - 1 ? Number.NaN : window.filter((v) => v < value).length / (n - 1);
          expect(rank.next(value)).toBe(expected);
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
