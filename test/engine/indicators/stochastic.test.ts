import fc from 'fast-check';
import { Stochastic as Theirs } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { Stochastic, stochasticInto } from '../../../engine/indicators/index.ts';
import { alignRight, candlesAround, expectClose, run, walk } from './value-columns.ts';

describe('stochastic', () => {
  it('agrees with technicalindicators', () => {
    fc.assert(
      fc.property(walk, fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 5 }), (values, n, smooth) => {
        const { high, low, close } = candlesAround(values);
        const [h, l, c] = [high, low, close].map((column) => Float64Array.from(column));
        const out = run(close.length, 2, (k, d) => stochasticInto(k, d, h, l, c, n, smooth));
        const theirs = Theirs.calculate({ period: n, signalPeriod: smooth, high, low, close });
        const flat = close.some(
          (_, i) =>
            i >= n - 1 && Math.max(...high.slice(i + 1 - n, i + 1)) === Math.min(...low.slice(i + 1 - n, i + 1)),
        );
        fc.pre(!flat);
        expectClose(
          out[0],
          alignRight(
            theirs.map((row) => row.k),
            close.length,
          ),
          3e-11,
          () => 100,
        );
        expectClose(
          out[1],
          alignRight(
            theirs.map((row) => row.d ?? Number.NaN),
            close.length,
          ),
          3e-11,
          () => 100,
        );
      }),
      { seed: 1 },
    );
  });

  it('is 50 where there is no range', () => {
    const state = new Stochastic(3, 2);
    for (let i = 0; i < 6; i += 1) state.next(7, 7, 7);
    expect([state.k, state.d]).toEqual([50, 50]);
  });
});
