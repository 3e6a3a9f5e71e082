import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRollingSum, rollingSumInto } from '../../../engine/math/index.ts';

/** Exact sums of doubles that are whole multiples of 2^-20, by integers. */
function naiveSums(x: readonly number[], n: number): number[] {
  return x.map((_, i) => {
    if (i < n - 1) return Number.NaN;
    const window = x.slice(i - n + 1, i + 1);
    if (!window.every(Number.isFinite)) return Number.NaN;
    return Number(window.reduce((sum, v) => sum + BigInt(v * 2 ** 20), 0n)) / 2 ** 20;
  });
}

function rolled(x: readonly number[], n: number): Float64Array {
  const out = new Float64Array(x.length);
  rollingSumInto(out, Float64Array.from(x), n);
  return out;
}

const dyadic = fc.integer({ min: -(2 ** 50), max: 2 ** 50 }).map((k) => k / 2 ** 20);
const value = fc.oneof(
  { weight: 20, arbitrary: dyadic },
  { weight: 5, arbitrary: fc.integer({ min: -5, max: 5 }).map((k) => k / 2 ** 20) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY) },
);

describe('rollingSumInto', () => {
  it('gives the correctly rounded sum of each window', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), fc.integer({ min: 1, max: 30 }), (x, n) => {
        expect(Array.from(rolled(x, n), (v) => v + 0)).toEqual(naiveSums(x, n).map((v) => v + 0));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('loses one window per window that holds a NaN, and recovers', () => {
    expect(Array.from(rolled([1, 2, Number.NaN, 4, 5, 6], 2))).toEqual([NaN, 3, NaN, NaN, 9, 11]);
  });

  it('forgets a huge value that a plain running sum would not', () => {
    const x = [0.1, 1e17, 0.1, 0.2, 0.3];
    expect(rolled(x, 2)[4]).toBe(0.5);
    let plain = 0;
    x.forEach((v, i) => {
      plain += v;
      if (i >= 2) plain -= x[i - 2];
    });
    expect(plain).not.toBe(0.5);
  });

  it('has a streaming twin, bit for bit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: -1e9, max: 1e9 }), value), { maxLength: 120 }),
        fc.integer({ min: 1, max: 20 }),
        (x, n) => {
          const stream = createRollingSum(n);
          expect(x.map((v) => stream.next(v))).toEqual(Array.from(rolled(x, n)));
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
