import { describe, expect, it } from 'vitest';
import { hashString, hashString53 } from '../../../engine/math/index.ts';

describe('hashString', () => {
  it('has no collision in 53 bits, and about the chance number in 32, over 100,000 similar names', () => {
    const narrow = new Set<number>();
    const wide = new Set<number>();
    for (let i = 0; i < 100_000; i++) {
      narrow.add(hashString(`trial-${i}`));
      wide.add(hashString53(`trial-${i}`));
    }
    expect(wide.size).toBe(100_000);
    // Chance alone gives 100000^2 / 2^33 = 1.16 collisions.
    expect(narrow.size).toBeGreaterThan(100_000 - 8);
  });

  it('gives integers of the stated width that use every bit', () => {
    let seen32 = 0;
    let high = 0;
    for (let i = 0; i < 1000; i++) {
      const h = hashString(`x${i}`);
      expect(Number.isInteger(h) && h >= 0 && h < 2 ** 32).toBe(true);
      seen32 |= h;
      const w = hashString53(`x${i}`);
      expect(Number.isSafeInteger(w) && w >= 0).toBe(true);
      high = Math.max(high, w);
    }
    expect(seen32).toBe(-1);
    expect(high).toBeGreaterThan(2 ** 52);
  });

  it('keeps its values from release to release', () => {
    expect([hashString('candles'), hashString53('candles')]).toEqual([3267393357, 6939154294273869]);
  });

  it('tells order and length apart', () => {
    const texts = ['', '\0', '\0\0', 'ab', 'ba', 'aab', 'aba'];
    expect(new Set(texts.map(hashString)).size).toBe(texts.length);
    expect(new Set(texts.map(hashString53)).size).toBe(texts.length);
  });
});
