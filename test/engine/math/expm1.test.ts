import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expm1 } from '../../../engine/math/index.ts';
import { ulpDistance } from './ulp-distance.ts';

const wide = fc.oneof(
  fc.double({ min: -745, max: 709.78, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -1e-6, max: 1e-6, noNaN: true }),
);

describe('expm1', () => {
  it('agrees with 50-digit values', () => {
    expect(ulpDistance(expm1(1), 1.7182818284590453)).toBeLessThanOrEqual(1);
    expect(ulpDistance(expm1(-1), -0.6321205588285577)).toBeLessThanOrEqual(1);
    expect(ulpDistance(expm1(1e-5), 0.000010000050000166668)).toBeLessThanOrEqual(1);
  });

  it('stays within two units in the last place of the platform', () => {
    fc.assert(
      fc.property(wide, (x) => ulpDistance(expm1(x), Math.expm1(x)) <= 2),
      { seed: 1, numRuns: 20_000 },
    );
  });

  it('keeps the sign of zero and passes NaN on', () => {
    expect(expm1(-0)).toBe(-0);
    expect(expm1(Number.NaN)).toBeNaN();
  });
});
