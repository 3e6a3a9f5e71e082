import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodePoint,
  encodeInto,
  fromUnit,
  levelCount,
  levelPosition,
  type ParamSpec,
  toUnit,
  unitOfLevel,
  valueOfLevel,
} from '../../../optimizers/model/index.ts';
import { choice, float, int, mixedSpace } from '../support/spaces.ts';

const specs = fc.oneof(
  fc
    .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 7 }))
    .map(([min, width, step]) => int('n', min, min + width, { step })),
  fc
    .tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 500 }))
    .map(([min, width]) => int('n', min, min + width, { log: true })),
  fc
    .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 40 }))
    .map(([min, count]) => float('f', min / 10, (min + count) / 10, { step: 0.1 })),
  fc
    .tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 0.01, max: 9, noNaN: true }))
    .map(([min, width]) => float('f', min, min + width)),
  fc.double({ min: 1e-6, max: 1, noNaN: true }).map((min) => float('f', min, min * 1e4, { log: true })),
  fc.integer({ min: 1, max: 9 }).map((count) => choice('c', ...Array.from({ length: count }, (_, i) => `v${i}`))),
) as fc.Arbitrary<ParamSpec>;

const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('unit cube', () => {
  it('brings every value it gives back to the same value', () => {
    fc.assert(
      fc.property(specs, unit, (spec, u) => {
        const value = fromUnit(spec, u);
        const again = fromUnit(spec, toUnit(spec, value));
        if (levelCount(spec) === null)
          expect(Math.abs(Number(again) - Number(value))).toBeLessThanOrEqual(
            1e-12 * Math.max(1, Math.abs(Number(value))),
          );
        else expect(again).toBe(value);
      }),
      { seed: 1 },
    );
  });

  it('stays inside the bounds, also for coordinates outside the cube', () => {
    fc.assert(
      fc.property(specs, fc.double({ min: -1, max: 2, noNaN: true }), (spec, u) => {
        const value = fromUnit(spec, u);
        if (spec.kind === 'choice') expect(spec.values).toContain(value);
        else expect(Number(value) >= spec.min && Number(value) <= spec.max).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it('is monotone in a numeric dimension', () => {
    fc.assert(
      fc.property(specs, unit, unit, (spec, a, b) => {
        fc.pre(spec.kind !== 'choice');
        expect(Number(fromUnit(spec, Math.min(a, b)))).toBeLessThanOrEqual(Number(fromUnit(spec, Math.max(a, b))));
      }),
      { seed: 1 },
    );
  });

  it('gives every level of a linear dimension and of a choice the same share', () => {
    for (const spec of [
      int('n', 3, 7),
      int('n', 0, 12, { step: 3 }),
      float('f', 0.5, 0.9, { step: 0.1 }),
      choice('c', 1, 2, 3),
    ]) {
      const count = levelCount(spec) as number;
      const tally = new Map<unknown, number>();
      for (let k = 0; k < 100 * count; k++) {
        const value = fromUnit(spec, (k + 0.5) / (100 * count));
        tally.set(value, (tally.get(value) ?? 0) + 1);
      }
      expect([...tally.values()]).toEqual(new Array(count).fill(100));
    }
  });

  it('gives equal ratios equal shares of a logarithmic scale', () => {
    const spec = float('f', 1e-4, 1, { log: true });
    for (const [u, value] of [
      [0, 1e-4],
      [0.25, 1e-3],
      [0.5, 1e-2],
      [1, 1],
    ] as const)
      expect(fromUnit(spec, u)).toBeCloseTo(value, 12);
    // Cells of 1 to 1000 reach from 0.5 to 1000.5: 10 lies at log(20) / log(2001).
    expect(toUnit(int('n', 1, 1000, { log: true }), 10)).toBeCloseTo(Math.log(20) / Math.log(2001), 12);
  });

  it('writes steps without rounding noise', () => {
    const spec = float('f', 0.1, 0.9, { step: 0.1 });
    expect(Array.from({ length: 9 }, (_, k) => valueOfLevel(spec, k))).toEqual([
      0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9,
    ]);
  });

  it('knows the level a coordinate lies in', () => {
    const spec = int('n', 10, 30, { step: 10 });
    expect(levelPosition(spec, 0.5)).toBeCloseTo(1, 12);
    expect(levelPosition(spec, unitOfLevel(spec, 2))).toBeCloseTo(2, 12);
    expect(unitOfLevel(spec, 0)).toBeCloseTo(1 / 6, 12);
  });

  it('clamps what lies outside and marks unknown choices', () => {
    expect(toUnit(float('f', 0, 2), 5)).toBe(1);
    expect(toUnit(int('n', 0, 9), 40)).toBeCloseTo(0.95, 12);
    expect(toUnit(choice('c', 'a', 'b'), 'z')).toBeNaN();
  });

  it('encodes and decodes whole settings', () => {
    const space = mixedSpace();
    const point = new Float64Array(space.params.length);
    encodeInto(point, space, space.present);
    const back = decodePoint(space, point);
    expect(back).toEqual({ ...space.present, cost: expect.closeTo(1e-3, 15) });
  });
});
