import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseBlockLength } from '../../../datasets/bootstrap/block-length.ts';
import { createRandom } from '../../../engine/math/index.ts';
import { meanOf } from '../support/statistics.ts';

/** x(t) = a x(t-1) + normal. */
function autoregression(a: number, length: number, seed: number): Float64Array {
  const random = createRandom(seed, 0, 'test');
  let x = random.normal() / Math.sqrt(1 - a * a);
  return new Float64Array(length).map(() => {
    x = a * x + random.normal();
    return x;
  });
}

/** The length that is best for an autoregression: G = 2 a R(0) / (1 - a)^2, g = R(0) (1 + a) / (1 - a). */
const best = (a: number, n: number) => Math.cbrt(((2 * a) / (1 - a * a)) ** 2 * n);

describe('autoregressions, for which the best length is known', () => {
  test.each([
    [0.3, 4000],
    [0.7, 4000],
    [-0.5, 4000],
    [0.7, 40_000],
  ])('a = %d, n = %d: right on average', (a, n) => {
    const lengths = Array.from({ length: 40 }, (_, seed) => chooseBlockLength(autoregression(a, n, seed)));
    const mean = meanOf(lengths);
    // The standard errors of these means are 0.01 to 0.03 of it; the rest is bias, which shrinks with n.
    expect(mean / best(a, n)).toBeGreaterThan(0.85);
    expect(mean / best(a, n)).toBeLessThan(1.15);
  });
});

test('independent values need short blocks', () => {
  const lengths = Array.from({ length: 40 }, (_, seed) => chooseBlockLength(autoregression(0, 5000, seed)));
  expect(meanOf(lengths)).toBeLessThan(4);
});

test('it never leaves 1 to its bound, and scale and level do not matter', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 150 }),
      fc.constantFrom(0.25, 8),
      (values, factor) => {
        const x = Float64Array.from(values);
        const length = chooseBlockLength(x);
        expect(length).toBeGreaterThanOrEqual(1);
        expect(length).toBeLessThanOrEqual(Math.max(1, Math.ceil(Math.min(3 * Math.sqrt(x.length), x.length / 3))));
        expect(chooseBlockLength(x.map((v) => v * factor))).toBeCloseTo(length, 9);
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});

test('what does not vary has blocks of 1', () => {
  expect(chooseBlockLength(new Float64Array(100).fill(3))).toBe(1);
});

test('the formula written out: all lags, plain sums', () => {
  for (const [a, seed] of [
    [0.6, 1],
    [0, 2],
    [0.95, 3],
    [-0.8, 4],
  ] as const) {
    const x = [...autoregression(a, 500, seed)];
    const n = x.length;
    const mean = x.reduce((sum, v) => sum + v, 0) / n;
    const R = (k: number) =>
      x.slice(Math.abs(k)).reduce((sum, v, i) => sum + (v - mean) * ((x[i] as number) - mean), 0) / n;
    const small = (k: number) => Math.abs(R(k) / R(0)) < 2 * Math.sqrt(Math.log10(n) / n);
    const bound = Math.ceil(Math.sqrt(n)) + 5;
    const found = Array.from({ length: bound - 4 }, (_, m) => m).find((m) =>
      [1, 2, 3, 4, 5].every((k) => small(m + k)),
    );
    const M = found === undefined ? bound : Math.min(bound, 2 * Math.max(found, 1));
    const lags = Array.from({ length: 2 * M + 1 }, (_, i) => i - M);
    const window = (k: number) => (Math.abs(k) / M <= 0.5 ? 1 : 2 * (1 - Math.abs(k) / M));
    const G = lags.reduce((sum, k) => sum + window(k) * Math.abs(k) * R(k), 0);
    const g = lags.reduce((sum, k) => sum + window(k) * R(k), 0);
    const asked = Math.cbrt((2 * G * G) / (2 * g * g)) * Math.cbrt(n);
    const largest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
    expect(chooseBlockLength(Float64Array.from(x))).toBeCloseTo(Math.min(Math.max(1, asked), largest), 9);
  }
});
