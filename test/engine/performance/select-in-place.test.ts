import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectInPlace } from '../../../engine/performance/select-in-place.ts';

describe('selectInPlace', () => {
  it('puts one element in its place and the rest on the right side, within its bounds', () => {
    const column = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true })), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(column, fc.nat(), fc.nat(), fc.nat(), (values, a, b, c) => {
        const [from, k, to] = [a, b, c].map((v) => v % values.length).toSorted((x, y) => x - y);
        const array = Float64Array.from(values);
        selectInPlace(array, k, from, to);
        const part = Float64Array.from(values.slice(from, to + 1)).sort();
        expect(Math.abs(array[k] - part[k - from]) || 0).toBe(0);
        expect(array.slice(from, k).every((v) => v <= array[k])).toBe(true);
        expect(array.slice(k, to + 1).every((v) => v >= array[k])).toBe(true);
        expect(Array.from(array.slice(from, to + 1).sort(), (v) => v + 0)).toEqual(Array.from(part, (v) => v + 0));
        expect(Array.from(array.slice(0, from))).toEqual(values.slice(0, from));
        expect(Array.from(array.slice(to + 1))).toEqual(values.slice(to + 1));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});
