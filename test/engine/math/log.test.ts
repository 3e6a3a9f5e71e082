import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, log, log1p } from '../../../engine/math/index.ts';
import { ulpDistance } from './ulp-distance.ts';

const positive = fc.oneof(
  fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true }),
  fc.double({ min: 0.5, max: 2, noNaN: true }),
  fc.double({ min: 1 - 1e-9, max: 1 + 1e-9, noNaN: true }),
);
const aboveMinusOne = fc.oneof(
  fc.double({ min: -0.999999, max: 5, noNaN: true }),
  fc.double({ min: -1e-8, max: 1e-8, noNaN: true }),
  fc.double({ min: 1, max: 1e300, noNaN: true }),
);

describe('log', () => {
  it('agrees with 50-digit values', () => {
    expect(log(2)).toBe(Math.LN2);
    expect(log(10)).toBe(Math.LN10);
    expect(ulpDistance(log(1e-5), -11.512925464970229)).toBeLessThanOrEqual(1);
    expect(ulpDistance(log(1e-310), -713.8013788281542)).toBeLessThanOrEqual(1);
  });

  it('stays within two units in the last place of the platform', () => {
    fc.assert(
      fc.property(positive, (x) => ulpDistance(log(x), Math.log(x)) <= 2),
      { seed: 1, numRuns: 20_000 },
    );
  });

  it('inverts exp', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -700, max: 700, noNaN: true }),
        (x) => Math.abs(log(exp(x)) - x) <= 3e-16 + 4e-16 * Math.abs(x),
      ),
      { seed: 1 },
    );
  });

  it('has the limits of the real function', () => {
    expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(log(1)).toBe(0);
    expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(log(-1)).toBeNaN();
    expect(log(Number.NaN)).toBeNaN();
  });
});

describe('log1p', () => {
  it('agrees with 50-digit values', () => {
    expect(ulpDistance(log1p(1e-5), 0.000009999950000333332)).toBeLessThanOrEqual(1);
    expect(ulpDistance(log1p(0.1), 0.09531017980432487)).toBeLessThanOrEqual(1);
    expect(ulpDistance(log1p(10), 2.3978952727983707)).toBeLessThanOrEqual(1);
  });

  it('stays within two units in the last place of the platform', () => {
    fc.assert(
      fc.property(aboveMinusOne, (x) => ulpDistance(log1p(x), Math.log1p(x)) <= 2),
      { seed: 1, numRuns: 20_000 },
    );
    expect(log1p(-1)).toBe(Number.NEGATIVE_INFINITY);
    expect(log1p(-2)).toBeNaN();
    expect(log1p(-0)).toBe(-0);
  });
});
