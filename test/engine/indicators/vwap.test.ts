import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vwap, vwapInto } from '../../../engine/indicators/index.ts';
import { candlesAround, expectClose, period, run, walk, windowAt } from './value-columns.ts';

describe('vwap', () => {
  it('agrees with the sums written out', () => {
    fc.assert(
      fc.property(walk, period, (values, n) => {
        const { high, low, close, volume } = candlesAround(values);
        const rows = close.map((_, i) => ({ price: (high[i] + low[i] + close[i]) / 3, volume: volume[i] }));
        const naive = rows.map((_, i) => {
          const window = windowAt(rows, i, n);
          if (window === null) return Number.NaN;
          const weight = window.reduce((sum, row) => sum + row.volume, 0);
          return weight === 0 ? Number.NaN : window.reduce((sum, row) => sum + row.price * row.volume, 0) / weight;
        });
        const [h, l, c, v] = [high, low, close, volume].map((column) => Float64Array.from(column));
        const [out] = run(close.length, 1, (o) => vwapInto(o, h, l, c, v, n));
        expectClose(out, naive, 1e-12);
      }),
      { seed: 1 },
    );
  });

  it('has no value without volume, whatever was traded before', () => {
    const state = new Vwap(3);
    for (const volume of [0.1, 0.7, 1e9, 0, 0]) state.next(3, 1, 2, volume);
    expect(state.next(3, 1, 2, 0)).toBeNaN();
    expect(state.next(3, 1, 2, 5)).toBe(2);
  });
});
