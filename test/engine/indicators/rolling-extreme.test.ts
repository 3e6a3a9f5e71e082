import fc from 'fast-check';
import { describe, it } from 'vitest';
import { donchianInto, highestInto, lowestInto } from '../../../engine/indicators/index.ts';
import { expectSameBits, period, run, valueColumn, windowAt } from './value-columns.ts';

const extreme = (values: readonly number[], n: number, pick: (...window: number[]) => number) =>
  values.map((_, i) => {
    const window = windowAt(values, i, n);
    return window === null || !window.every(Number.isFinite) ? Number.NaN : pick(...window);
  });

describe('highest, lowest and donchian', () => {
  it('are the extremes of every window without a gap', () => {
    fc.assert(
      fc.property(valueColumn, period, (x, n) => {
        const top = extreme([...x], n, Math.max);
        const bottom = extreme([...x], n, Math.min);
        const out = run(x.length, 5, (highest, lowest, lower, middle, upper) => {
          highestInto(highest, x, n);
          lowestInto(lowest, x, n);
          donchianInto(lower, middle, upper, x, x, n);
        });
        expectSameBits(out[0], top);
        expectSameBits(out[1], bottom);
        expectSameBits(out[2], bottom);
        expectSameBits(
          out[3],
          top.map((value, i) => (value + bottom[i]) / 2),
        );
        expectSameBits(out[4], top);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
