import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RollingRank } from '../../../engine/adaptation/rolling-rank.ts';
import { createRandom } from '../../../engine/math/index.ts';

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

  it('counts them where values come and go far apart', () => {
    const n = 300;
    const random = createRandom(1, 0, 'rank');
    const x = Array.from({ length: 2000 }, () => Math.floor(random.float() * 1000));
    const rank = new RollingRank(n);
    x.forEach((value, i) => {
      const below = x.slice(Math.max(0, i - n + 1), i + 1).filter((v) => v < value).length;
      expect(rank.next(value)).toBe(i < n - 1 ? Number.NaN : below / (n - 1));
    });
  });
});
