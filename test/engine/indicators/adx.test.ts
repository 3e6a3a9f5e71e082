import fc from 'fast-check';
import { ADX } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { Adx, adxInto } from '../../../engine/indicators/index.ts';
import { alignRight, candlesAround, expectClose, run, walk } from './value-columns.ts';

describe('adx', () => {
  it('agrees with technicalindicators; the first value is at row 2 period - 1', () => {
    fc.assert(
      fc.property(walk, fc.integer({ min: 2, max: 9 }), (values, n) => {
        const { high, low, close } = candlesAround(values);
        const [h, l, c] = [high, low, close].map((column) => Float64Array.from(column));
        const out = run(close.length, 3, (adx, plus, minus) => adxInto(adx, plus, minus, h, l, c, n));
        const theirs = ADX.calculate({ period: n, high, low, close });
        (['adx', 'pdi', 'mdi'] as const).forEach((name, k) => {
          const expected = alignRight(
            theirs.map((row) => row[name]),
            close.length,
          );
          for (let i = 2 * n - 1; i < close.length; i += 1) {
            if (!Number.isFinite(expected[i])) continue;
            expect(Math.abs(out[k][i] - expected[i])).toBeLessThanOrEqual(1e-8);
          }
        });
        expect(out[0].findIndex((value) => !Number.isNaN(value))).toBe(2 * n - 1);
        expect(out[1].findIndex((value) => !Number.isNaN(value))).toBe(n);
        expectClose(out[0].subarray(2 * n - 1), [...out[0].subarray(2 * n - 1)], 0);
      }),
      { seed: 1 },
    );
  });

  it('is 0 where nothing moves and 100 where every candle rises', () => {
    const flat = new Adx(3);
    const rising = new Adx(3);
    for (let i = 0; i < 12; i += 1) {
      flat.next(5, 5, 5);
      rising.next(i + 2, i + 1, i + 1.5);
    }
    expect([flat.adx, flat.plusDi, flat.minusDi]).toEqual([0, 0, 0]);
    expect([rising.adx, rising.minusDi]).toEqual([100, 0]);
  });
});
