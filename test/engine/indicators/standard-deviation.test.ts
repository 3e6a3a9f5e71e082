import fc from 'fast-check';
import { SD } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { StandardDeviation, standardDeviationInto } from '../../../engine/indicators/index.ts';
import { alignRight, expectClose, mean, period, run, walk, windowAt } from './value-columns.ts';

describe('standardDeviation', () => {
  it('agrees with two passes over each window', () => {
    fc.assert(
      fc.property(walk, period, (values, n) => {
        const naive = values.map((_, i) => {
          const window = windowAt(values, i, n);
          if (window === null) return Number.NaN;
          const middle = mean(window);
          return Math.sqrt(mean(window.map((value) => (value - middle) ** 2)));
        });
        const [out] = run(values.length, 1, (o) => standardDeviationInto(o, Float64Array.from(values), n));
        expectClose(out, naive, 1e-9, (i) => naive[i] + 1e-5 * values[i]);
        const theirs = alignRight(SD.calculate({ period: n, values: [...values] }), values.length);
        expectClose(out, theirs, 3e-11, (i) => values[i]);
      }),
      { seed: 1 },
    );
  });

  it('keeps its digits on a high level', () => {
    const [out] = run(64, 1, (o) =>
      standardDeviationInto(
        o,
        Float64Array.from({ length: 64 }, (_, i) => 2 ** 40 + (i % 2)),
        10,
      ),
    );
    for (const value of out.subarray(9)) expect(value).toBe(0.5);
  });

  it('is exactly 0 on a constant series, and again once a spike has left', () => {
    const state = new StandardDeviation(7);
    const values = [...new Array(20).fill(0.1), 1e9, ...new Array(30).fill(0.1)].map((x) => state.next(x));
    expect(values.slice(6, 20).every((value) => value === 0)).toBe(true);
    expect(values.slice(20, 27).every((value) => value > 1e8)).toBe(true);
    expect(values.slice(27).every((value) => value === 0)).toBe(true);
  });
});
