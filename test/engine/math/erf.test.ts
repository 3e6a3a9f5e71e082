import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erf, erfc } from '../../../engine/math/index.ts';

describe('erf and erfc', () => {
  it.each([
    [0.1, 0.1124629160182849, 0.887537083981715],
    [0.5, 0.5204998778130465, 0.4795001221869535],
    [1, 0.8427007929497149, 0.15729920705028513],
    [2, 0.9953222650189527, 0.004677734981047266],
    [4, 0.9999999845827421, 1.541725790028002e-8],
  ])('agrees with 50-digit values at %d', (x, value, complement) => {
    expect(Math.abs(erf(x) / value - 1)).toBeLessThan(4e-16);
    expect(Math.abs(erf(-x) / -value - 1)).toBeLessThan(4e-16);
    expect(Math.abs(erfc(x) / complement - 1)).toBeLessThan(8e-16);
  });

  it('adds up to 1', () => {
    fc.assert(
      fc.property(fc.double({ min: -7, max: 7, noNaN: true }), (x) => Math.abs(erf(x) + erfc(x) - 1) <= 4e-16),
      { seed: 1, numRuns: 5000 },
    );
  });

  it('is continuous where one approximation hands over to the next', () => {
    for (const edge of [0.25, 0.84375, 1.25, 1 / 0.35, 6]) {
      for (const f of [erf, erfc]) {
        for (const sign of [1, -1]) {
          const left = f(sign * (edge - 1e-14));
          const right = f(sign * (edge + 1e-14));
          expect(Math.abs(left - right)).toBeLessThan(1e-12 * Math.abs(left));
        }
      }
    }
  });

  it('ends in its limits', () => {
    expect([erf(7), erf(-7), erfc(30), erfc(-7), erf(0), erfc(0)]).toEqual([1, -1, 0, 2, 0, 1]);
    expect(erf(Number.NaN)).toBeNaN();
    expect(erfc(Number.NaN)).toBeNaN();
  });
});
