import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packColumn, packTimes, unpackColumn, unpackTimes } from '../../../reports/payload/packed-columns.ts';

describe('packed columns', () => {
  it('reads back times with gaps', () => {
    const times = Float64Array.of(1000, 1060, 1120, 1300, 1360, 1390);
    const packed = packTimes(times, 60);
    expect(packed.breaks).toEqual([3, 180, 5, 30]);
    expect(unpackTimes(packed)).toEqual(times);
    expect(unpackTimes(packTimes(new Float64Array(0), 60))).toHaveLength(0);
  });

  it('keeps seven digits of the largest value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e7, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (values) => {
          const largest = Math.max(...values.map(Math.abs));
          const back = unpackColumn(packColumn(Float64Array.from(values)));
          for (const [i, value] of values.entries()) {
            expect(Math.abs((back[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(Math.max(largest * 1e-6, 1e-12));
          }
        },
      ),
      { seed: 1 },
    );
  });
});
