import { describe, expect, it } from 'vitest';
import { createRandom, RunningMoments } from '../../../engine/math/index.ts';

describe('createRandom', () => {
  it('gives the same values for the same seed, index and purpose', () => {
    const a = createRandom(7, 3, 'prices');
    const b = createRandom(7, 3, 'prices');
    for (let i = 0; i < 100; i++) {
      expect(a.float()).toBe(b.float());
      expect(a.int(-5, 1_000_000)).toBe(b.int(-5, 1_000_000));
      expect(a.normal()).toBe(b.normal());
    }
    expect(createRandom(-0, 0, 'x').float()).toBe(createRandom(0, -0, 'x').float());
  });

  it('keeps its values from release to release', () => {
    const random = createRandom(42, 1, 'pinned');
    expect([random.float(), random.int(1, 6), random.normal()]).toEqual([
      0.23817487480198463, 2, -0.046095078278350875,
    ]);
  });

  it('gives unrelated streams when any of the three differs', () => {
    const firsts = new Set<number>();
    for (const seed of [0, 1, 2, 0.5, 2 ** 40, 2 ** 40 + 1]) {
      for (const index of [0, 1, 2, 1e9]) {
        for (const purpose of ['', 'a', 'b', 'ab']) firsts.add(createRandom(seed, index, purpose).float());
      }
    }
    expect(firsts.size).toBe(6 * 4 * 4);
    // Neighbouring indices: correlation of 20,000 first values with the next index's, 5 standard errors.
    const values = Array.from({ length: 20_001 }, (_, index) => createRandom(9, index, 'c').float() - 0.5);
    let product = 0;
    for (let i = 0; i < 20_000; i++) product += values[i] * values[i + 1];
    expect(Math.abs(product * 12) / 20_000).toBeLessThan(5 / Math.sqrt(20_000));
  });

  it('is uniform, with 53 bits', () => {
    const random = createRandom(1, 0, 'uniform');
    const bins = new Array<number>(64).fill(0);
    let fine = 0;
    for (let i = 0; i < 64_000; i++) {
      const x = random.float();
      expect(x >= 0 && x < 1).toBe(true);
      bins[Math.floor(x * 64)]++;
      if ((x * 2 ** 53) % 2 === 1) fine++;
    }
    const chiSquare = bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    // 63 degrees of freedom: mean 63, deviation 11.2.
    expect(chiSquare).toBeLessThan(63 + 5 * 11.2);
    expect(Math.abs(fine - 32_000)).toBeLessThan(5 * 127);
  });

  it('draws integers without bias and refuses an empty range', () => {
    const random = createRandom(1, 0, 'dice');
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 60_000; i++) counts[random.int(1, 6) - 1]++;
    for (const n of counts) expect(Math.abs(n - 10_000)).toBeLessThan(5 * 92);
    expect(random.int(3, 3)).toBe(3);
    expect(() => random.int(2, 1)).toThrow('Expected integers min <= max, was 2 and 1.');
    expect(() => random.int(0.5, 1)).toThrow(RangeError);
  });

  it('draws normal values', () => {
    const random = createRandom(1, 0, 'normal');
    const moments = new RunningMoments();
    for (let i = 0; i < 100_000; i++) moments.push(random.normal());
    expect(Math.abs(moments.mean)).toBeLessThan(5 / Math.sqrt(100_000));
    expect(Math.abs(moments.variance() - 1)).toBeLessThan(5 * Math.sqrt(2 / 100_000));
    expect(Math.abs(moments.skew)).toBeLessThan(5 * Math.sqrt(6 / 100_000));
    expect(Math.abs(moments.kurtosis - 3)).toBeLessThan(5 * Math.sqrt(24 / 100_000));
  });
});
