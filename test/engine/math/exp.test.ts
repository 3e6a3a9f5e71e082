import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp } from '../../../engine/math/index.ts';
import { ulpDistance } from './ulp-distance.ts';

const wide = fc.oneof(
  fc.double({ min: -745, max: 709.78, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -1e-6, max: 1e-6, noNaN: true }),
);

describe('exp', () => {
  it('agrees with 50-digit values', () => {
    expect(ulpDistance(exp(1), Math.E)).toBe(0);
    expect(ulpDistance(exp(-1), 0.36787944117144233)).toBeLessThanOrEqual(1);
    expect(ulpDistance(exp(0.1), 1.1051709180756477)).toBeLessThanOrEqual(1);
    expect(ulpDistance(exp(-700.5), 5.980196118639791e-305)).toBeLessThanOrEqual(1);
  });

  it('stays within two units in the last place of the platform', () => {
    fc.assert(
      fc.property(wide, (x) => ulpDistance(exp(x), Math.exp(x)) <= 2),
      { seed: 1, numRuns: 20_000 },
    );
  });

  it('ends in 0 and Infinity, and passes NaN on', () => {
    expect([exp(0), exp(-746), exp(710), exp(Number.NEGATIVE_INFINITY), exp(Number.POSITIVE_INFINITY)]).toEqual([
      1,
      0,
      Number.POSITIVE_INFINITY,
      0,
      Number.POSITIVE_INFINITY,
    ]);
    expect(exp(Number.NaN)).toBeNaN();
    expect(ulpDistance(exp(709.78), Math.exp(709.78))).toBeLessThanOrEqual(1);
    expect(exp(-745.13)).toBe(5e-324);
  });
});
