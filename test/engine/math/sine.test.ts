import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cos, sin } from '../../../engine/math/index.ts';
import { ulpDistance } from './ulp-distance.ts';

describe('sin and cos', () => {
  it.each([
    [1, 0.8414709848078965, 0.5403023058681398],
    [3, 0.1411200080598672, -0.9899924966004454],
    [-2.5, -0.5984721441039565, -0.8011436155469337],
    [1e6, -0.34999350217129294, 0.9367521275331447],
    [1e22, -0.8522008497671888, 0.523214785395139],
    [1.7e308, -0.5952560848632077, 0.803536056087918],
  ])('agrees with 50-digit values at %d', (x, sine, cosine) => {
    expect(ulpDistance(sin(x), sine)).toBeLessThanOrEqual(1);
    expect(ulpDistance(cos(x), cosine)).toBeLessThanOrEqual(1);
  });

  it('stays within two units in the last place of the platform', () => {
    const angle = fc.oneof(
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.double({ min: -2e6, max: 2e6, noNaN: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(angle, (x) => ulpDistance(sin(x), Math.sin(x)) <= 2 && ulpDistance(cos(x), Math.cos(x)) <= 2),
      { seed: 1, numRuns: 10_000 },
    );
  });

  it('keeps its digits beside multiples of pi/2', () => {
    for (let n = 1; n < 2000; n++) {
      const x = (n * Math.PI) / 2;
      expect(ulpDistance(sin(x), Math.sin(x))).toBeLessThanOrEqual(2);
      expect(ulpDistance(cos(x), Math.cos(x))).toBeLessThanOrEqual(2);
    }
  });

  it('has no value at infinity, and keeps the sign of zero', () => {
    expect(sin(Number.POSITIVE_INFINITY)).toBeNaN();
    expect(cos(Number.NaN)).toBeNaN();
    expect(sin(-0)).toBe(-0);
    expect(cos(0)).toBe(1);
  });
});
