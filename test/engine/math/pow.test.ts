import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pow } from '../../../engine/math/index.ts';
import { ulpDistance } from './ulp-distance.ts';

describe('pow', () => {
  it('agrees with 50-digit values, also where the exponent magnifies every error', () => {
    expect(pow(2, 0.5)).toBe(Math.SQRT2);
    expect(pow(10, 308)).toBe(1e308);
    expect(ulpDistance(pow(1.0001, 54321.7), 228.58277752350187)).toBeLessThanOrEqual(1);
    expect(ulpDistance(pow(0.3, -200.25), 5.087082049125355e104)).toBeLessThanOrEqual(1);
    expect(ulpDistance(pow(1.5, 1300.125), 8.72264464123566e228)).toBeLessThanOrEqual(1);
  });

  it('stays within two units in the last place of the platform', () => {
    const base = fc.oneof(
      fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      fc.double({ min: 0.99, max: 1.01, noNaN: true }),
      fc.double({ min: 1 - 1e-6, max: 1 + 1e-6, noNaN: true }),
    );
    const exponent = fc.oneof(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: -1000, max: 1000, noNaN: true }),
      fc.double({ min: -1e5, max: 1e5, noNaN: true }),
      fc.integer({ min: -50, max: 50 }),
    );
    fc.assert(
      fc.property(base, exponent, (x, y) => {
        const expected = x ** y;
        return expected < 1e-305 || ulpDistance(pow(x, y), expected) <= 2;
      }),
      { seed: 1, numRuns: 20_000 },
    );
  });

  it('is exact for whole powers that are doubles', () => {
    for (let n = -40; n <= 40; n++) expect(pow(2, n)).toBe(2 ** n);
    for (let n = 0; n <= 22; n++) expect(pow(10, n)).toBe(Number(`1e${n}`));
    expect(pow(-3, 3)).toBe(-27);
    expect(pow(-3, 4)).toBe(81);
  });

  it('follows the special cases of the language', () => {
    const odd = [
      Number.NaN,
      0,
      -0,
      1,
      -1,
      2,
      -2,
      0.5,
      -0.5,
      3,
      1e300,
      -1e300,
      1e-320,
      Infinity,
      -Infinity,
      1e22,
      -1e22,
    ];
    for (const x of odd) {
      for (const y of odd) {
        const expected = x ** y;
        const digits = Number.isFinite(expected) && expected !== 0;
        // The platform itself rounds 2^-0.5 the wrong way.
        if (digits) expect(ulpDistance(pow(x, y), expected)).toBeLessThanOrEqual(1);
        else expect([x, y, pow(x, y)]).toEqual([x, y, expected]);
      }
    }
  });
});
