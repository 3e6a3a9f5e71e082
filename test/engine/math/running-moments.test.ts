import fc from 'fast-check';
import { sampleSkewness } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { RunningMoments } from '../../../engine/math/index.ts';

function momentsOf(x: readonly number[]): RunningMoments {
  const moments = new RunningMoments();
  for (const v of x) moments.push(v);
  return moments;
}

describe('RunningMoments', () => {
  it('agrees with a calculation by hand', () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32, cubes 42, fourth powers 356.
    const moments = momentsOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(moments.count).toBe(8);
    expect(moments.mean).toBeCloseTo(5, 14);
    expect(moments.variance(0)).toBeCloseTo(4, 14);
    expect(moments.variance()).toBeCloseTo(32 / 7, 14);
    expect(moments.deviation(0)).toBeCloseTo(2, 14);
    expect(moments.skew).toBeCloseTo(42 / 8 / 8, 14);
    expect(moments.kurtosis).toBeCloseTo(356 / 8 / 16, 14);
  });

  it('agrees with two passes on far-off data', () => {
    const arrays = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 100 });
    fc.assert(
      fc.property(arrays, (noise) => {
        const x = noise.map((v) => v + 1000);
        const mean = x.reduce((s, v) => s + v, 0) / x.length;
        const power = (p: number) => x.reduce((s, v) => s + (v - mean) ** p, 0);
        fc.pre(power(2) > 1e-6);
        const moments = momentsOf(x);
        expect(moments.mean).toBeCloseTo(mean, 9);
        expect(moments.variance() / (power(2) / (x.length - 1))).toBeCloseTo(1, 7);
        const kurtosis = (x.length * power(4)) / power(2) ** 2;
        expect(moments.kurtosis / kurtosis).toBeCloseTo(1, 6);
        const n = x.length;
        const sample = (moments.skew * Math.sqrt(n * (n - 1))) / (n - 2);
        expect(Math.abs(sample - sampleSkewness(x))).toBeLessThan(1e-6);
      }),
      { seed: 1 },
    );
  });

  it('has no value without data', () => {
    const moments = momentsOf([3]);
    expect(moments.variance()).toBeNaN();
    expect(moments.variance(0)).toBe(0);
    expect(moments.skew).toBeNaN();
    moments.reset();
    expect(moments.mean).toBeNaN();
    expect(moments.count).toBe(0);
  });
});
