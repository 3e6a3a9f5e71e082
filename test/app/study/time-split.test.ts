import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitTime } from '../../../app/study/time-split.ts';

const HOUR = 3_600_000;
const grid = Float64Array.from({ length: 110 }, (_, i) => i * HOUR);
const shares = { train: 0.6, validation: 0.2, locked: 0.2 };

describe('splitTime', () => {
  it('splits what is left after the warm-up', () => {
    expect(splitTime(grid, HOUR, { from: null, to: null }, 10, shares)).toEqual({
      train: [10 * HOUR, 70 * HOUR],
      validation: [70 * HOUR, 90 * HOUR],
      locked: [90 * HOUR, 110 * HOUR],
    });
  });

  it('begins at from where the warm-up fits before it, and ends at to', () => {
    const split = splitTime(grid, HOUR, { from: 50 * HOUR, to: 100 * HOUR }, 10, shares);
    expect(split.train).toEqual([50 * HOUR, 80 * HOUR]);
    expect(split.locked).toEqual([90 * HOUR, 100 * HOUR]);
  });

  it('may have no validation and no locked part', () => {
    const split = splitTime(grid, HOUR, { from: null, to: null }, 0, { train: 1, validation: 0, locked: 0 });
    expect(split).toEqual({ train: [0, 110 * HOUR], validation: null, locked: null });
  });

  it('loses no candle to rounding where nothing is locked', () => {
    const thirds = { train: 0.3333333333, validation: 0.6666666666, locked: 0 };
    expect(splitTime(grid, HOUR, { from: null, to: null }, 0, thirds).validation?.[1]).toBe(110 * HOUR);
  });

  it('refuses too few candles', () => {
    expect(() => splitTime(grid, HOUR, { from: null, to: null }, 109, shares)).toThrow(
      'Expected enough candles for the split, was 1 after a warm-up of 109.',
    );
  });

  it('has parts that touch, in order, within the data', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 }), fc.double({ min: 0.2, max: 0.6, noNaN: true }), (warmup, train) => {
        const validation = 0.8 - train;
        const split = splitTime(grid, HOUR, { from: null, to: null }, warmup, { train, validation, locked: 0.2 });
        expect(split.train[0]).toBe(warmup * HOUR);
        expect(split.validation?.[0]).toBe(split.train[1]);
        expect(split.locked?.[0]).toBe(split.validation?.[1]);
        expect(split.locked?.[1]).toBe(110 * HOUR);
      }),
      { seed: 1 },
    );
  });
});
