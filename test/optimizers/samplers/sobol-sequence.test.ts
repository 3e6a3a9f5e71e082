import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSobolSequence } from '../../../optimizers/samplers/index.ts';

function points(dimensions: number, seed: number, count: number): Float64Array[] {
  const sequence = createSobolSequence(dimensions, seed);
  return Array.from({ length: count }, (_, n) => {
    const point = new Float64Array(dimensions);
    sequence.pointInto(point, n);
    return point;
  });
}

describe('sobol sequence', () => {
  it('puts one of the first 2^m points into each interval of length 2^-m, in every dimension', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 7 }), (seed, m) => {
        const count = 2 ** m;
        const sample = points(80, seed, count);
        for (let d = 0; d < 80; d++) {
          const cells = new Set(sample.map((point) => Math.floor((point[d] as number) * count)));
          expect(cells.size).toBe(count);
        }
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('is balanced in two dimensions as a (0, m, 2)-net', () => {
    // The first two dimensions: every elementary box of area 2^-6 holds one of 64 points.
    const sample = points(2, 9, 64);
    for (let a = 0; a <= 6; a++) {
      const cells = new Set(
        sample.map(([x = 0, y = 0]) => `${Math.floor(x * 2 ** a)},${Math.floor(y * 2 ** (6 - a))}`),
      );
      expect(cells.size).toBe(64);
    }
  });

  it('has low correlations between dimensions, those of shuffled blocks included', () => {
    const sample = points(45, 3, 1024);
    for (const [a, b] of [
      [0, 1],
      [3, 4],
      [0, 37],
      [7, 44],
      [35, 36],
      [1, 38],
    ] as const) {
      const mean = sample.reduce((sum, p) => sum + ((p[a] as number) - 0.5) * ((p[b] as number) - 0.5), 0) / 1024;
      expect(Math.abs(mean * 12)).toBeLessThan(0.1);
    }
  });

  it('differs by seed and never touches the faces', () => {
    expect(points(3, 1, 8)).toEqual(points(3, 1, 8));
    expect(points(3, 1, 8)).not.toEqual(points(3, 2, 8));
    for (const point of points(5, 4, 512)) for (const x of point) expect(x > 0 && x < 1).toBe(true);
  });

  it('integrates a smooth function far better than random points', () => {
    const f = (p: Float64Array) => p.reduce((product, x) => product * (1 + 0.5 * (x - 0.5)), 1);
    const estimate = points(6, 21, 4096).reduce((sum, p) => sum + f(p), 0) / 4096;
    // Random points would miss by about 5e-3.
    expect(Math.abs(estimate - 1)).toBeLessThan(1e-4);
  });
});
