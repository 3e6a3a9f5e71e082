import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Wma, wmaInto } from '../../../engine/indicators/index.ts';
import { expectClose, period, run, walk, windowAt } from './value-columns.ts';

describe('wma', () => {
  it('weighs the newest value most', () => {
    const [out] = run(4, 1, (o) => wmaInto(o, Float64Array.of(1, 2, 3, 9), 3));
    expect([...out].slice(2)).toEqual([(1 + 4 + 9) / 6, (2 + 6 + 27) / 6]);
  });

  it('agrees with the sum written out', () => {
    fc.assert(
      fc.property(walk, period, (values, n) => {
        const naive = values.map((_, i) => {
          const window = windowAt(values, i, n);
          if (window === null) return Number.NaN;
          return window.reduce((sum, value, k) => sum + (k + 1) * value, 0) / ((n * (n + 1)) / 2);
        });
        const [out] = run(values.length, 1, (o) => wmaInto(o, Float64Array.from(values), n));
        expectClose(out, naive, 1e-13);
      }),
      { seed: 1 },
    );
  });

  it('forgets a spike', () => {
    const wma = new Wma(4);
    for (const x of [3, 1e17, 3, 3, 3]) wma.next(x);
    expect(wma.next(3)).toBe(3);
  });
});
