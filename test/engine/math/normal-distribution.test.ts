import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { log, logNormalCdf, normalCdf, normalPdf, normalQuantile } from '../../../engine/math/index.ts';

const relative = (value: number, expected: number): number => Math.abs(value / expected - 1);

describe('normalCdf and normalPdf', () => {
  it.each([
    [-37, 5.725571222524577e-300],
    [-10, 7.619853024160525e-24],
    [-5, 2.866515718791939e-7],
    [-1.96, 0.024997895148220435],
    [0.5, 0.6914624612740131],
    [3, 0.9986501019683699],
  ])('agrees with 50-digit values at %d', (x, expected) => {
    expect(relative(normalCdf(x), expected)).toBeLessThan(2e-15);
  });

  it('has the density as its slope', () => {
    expect(relative(normalPdf(1), 0.24197072451914334)).toBeLessThan(4e-16);
    expect(relative(normalPdf(-10), 7.694598626706419e-23)).toBeLessThan(1e-15);
    const h = 1e-4;
    for (let x = -6; x <= 6; x += 0.37) {
      const slope = (normalCdf(x + h) - normalCdf(x - h)) / (2 * h);
      expect(Math.abs(slope - normalPdf(x))).toBeLessThan(1e-8);
    }
  });

  it('is symmetric and rising', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 8, noNaN: true }), (x) => {
        expect(Math.abs(normalCdf(x) + normalCdf(-x) - 1)).toBeLessThanOrEqual(2.3e-16);
        expect(normalCdf(x + 1e-3)).toBeGreaterThanOrEqual(normalCdf(x));
      }),
      { seed: 1, numRuns: 2000 },
    );
    expect([normalCdf(-50), normalCdf(50), normalCdf(0), normalPdf(50)]).toEqual([0, 1, 0.5, 0]);
    expect(normalCdf(Number.NaN)).toBeNaN();
    expect(normalPdf(Number.NaN)).toBeNaN();
  });
});

describe('logNormalCdf', () => {
  it.each([
    [-1000, -500007.82669481216],
    [-50, -1254.8313611394199],
    [-10, -53.23128515051247],
    [-1.96, -3.688963651729639],
    [5, -2.866516129637636e-7],
  ])('agrees with 50-digit values at %d', (x, expected) => {
    expect(relative(logNormalCdf(x), expected)).toBeLessThan(2e-15);
  });

  it('is the logarithm where that can be taken, and continuous where the forms meet', () => {
    for (let x = -37; x < 8; x += 0.113)
      expect(relative(logNormalCdf(x), log(normalCdf(x)))).toBeLessThan(x > 5 ? 1 : 1e-9);
    for (const edge of [-2, -27 * Math.SQRT2, 0]) {
      expect(relative(logNormalCdf(edge - 1e-12), logNormalCdf(edge + 1e-12))).toBeLessThan(1e-10);
    }
    expect(logNormalCdf(Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
    expect(logNormalCdf(Number.NaN)).toBeNaN();
  });
});

describe('normalQuantile', () => {
  it.each([
    [0.975, 1.9599639845400538],
    [0.05, -1.6448536269514726],
    [0.75, 0.6744897501960817],
    [1e-10, -6.361340902404057],
    [1e-300, -37.0470962993612],
  ])('agrees with 50-digit values at %d', (p, expected) => {
    expect(relative(normalQuantile(p), expected)).toBeLessThan(2e-15);
  });

  it('inverts the distribution function', () => {
    const probability = fc.oneof(
      fc.double({ min: 1e-300, max: 0.5, noNaN: true }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    );
    fc.assert(
      fc.property(probability, (p) => {
        const x = normalQuantile(p);
        // An error of one unit in x is x^2 units in the tail.
        expect(relative(normalCdf(x), p)).toBeLessThan(1e-15 * (4 + 2 * x * x));
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  it('has no value outside 0 to 1', () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(1.1)).toBeNaN();
    expect(normalQuantile(Number.NaN)).toBeNaN();
  });
});
