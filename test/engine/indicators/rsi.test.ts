import fc from 'fast-check';
import { RSI } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { rsiInto } from '../../../engine/indicators/index.ts';
import { alignRight, expectClose, run, walk } from './value-columns.ts';

/** Closes and values of a worked table: StockCharts' ChartSchool, "Relative Strength Index (RSI)", QQQQ. */
const CLOSES = [
  44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328, 45.614,
  46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439,
];
const PUBLISHED = [70.53, 66.32, 66.55, 69.41, 66.36, 57.97];

function naive(values: readonly number[], n: number): number[] {
  let gain = 0;
  let loss = 0;
  return values.map((value, i) => {
    if (i === 0) return Number.NaN;
    const change = value - values[i - 1];
    const up = Math.max(change, 0);
    const down = Math.max(-change, 0);
    if (i <= n) {
      gain += up / n;
      loss += down / n;
      if (i < n) return Number.NaN;
    } else {
      gain = (gain * (n - 1) + up) / n;
      loss = (loss * (n - 1) + down) / n;
    }
    return loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
  });
}

describe('rsi', () => {
  it('gives the published values', () => {
    const [out] = run(CLOSES.length, 1, (o) => rsiInto(o, Float64Array.from(CLOSES), 14));
    expect(out.findIndex((value) => !Number.isNaN(value))).toBe(14);
    for (const [k, value] of PUBLISHED.entries()) expect(out[14 + k]).toBeCloseTo(value, 1);
  });

  it('agrees with its definition, and with the two decimals of technicalindicators', () => {
    fc.assert(
      fc.property(walk, fc.integer({ min: 2, max: 20 }), (values, n) => {
        const [out] = run(values.length, 1, (o) => rsiInto(o, Float64Array.from(values), n));
        // Near 0 a difference of averages cancels, so the slack is absolute there.
        expectClose(out, naive(values, n), 1e-12, () => 100);
        const theirs = alignRight(RSI.calculate({ period: n, values: [...values] }), values.length);
        expectClose(out, theirs, 1, () => 0.005 + 1e-9);
      }),
      { seed: 1 },
    );
  });

  it('is 100 without losses, also where nothing moves', () => {
    const [rising, flat] = run(6, 2, (a, b) => {
      rsiInto(a, Float64Array.of(1, 2, 3, 4, 5, 6), 3);
      rsiInto(b, new Float64Array(6).fill(0.1), 3);
    });
    expect([...rising].slice(3)).toEqual([100, 100, 100]);
    expect([...flat].slice(3)).toEqual([100, 100, 100]);
  });
});
