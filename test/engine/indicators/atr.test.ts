import fc from 'fast-check';
import { ATR } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { atrInto, trueRange } from '../../../engine/indicators/index.ts';
import { alignRight, candlesAround, expectClose, period, run, walk } from './value-columns.ts';

describe('trueRange', () => {
  it('reaches to the close before', () => {
    expect(trueRange(12, 10, 11)).toBe(2);
    expect(trueRange(12, 10, 7)).toBe(5);
    expect(trueRange(12, 10, 15)).toBe(5);
    expect(trueRange(12, 10, Number.NaN)).toBeNaN();
  });
});

describe('atr', () => {
  it('agrees with technicalindicators; the first value is at row period', () => {
    fc.assert(
      fc.property(walk, period, (values, n) => {
        const { high, low, close } = candlesAround(values);
        const [out] = run(close.length, 1, (o) =>
          atrInto(o, Float64Array.from(high), Float64Array.from(low), Float64Array.from(close), n),
        );
        const theirs = alignRight(ATR.calculate({ period: n, high, low, close }), close.length);
        expectClose(out, theirs, 3e-11, (i) => close[i]);
        expect(out.findIndex((value) => !Number.isNaN(value))).toBe(n);
      }),
      { seed: 1 },
    );
  });
});
