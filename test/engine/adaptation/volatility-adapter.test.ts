import { describe, expect, it } from 'vitest';
import { VolatilityAdapter, volatilityColumn } from '../../../engine/adaptation/index.ts';
import { prefixOf, syntheticSeries } from './synthetic-series.ts';

const YEAR = 8766;
const series = syntheticSeries(1, [{ candles: 3000, drift: 0, volatility: 0.01 }], 200);

describe('volatilityColumn', () => {
  it('is the weighted mean of squared returns, newest first at weight 1, halving every half-life', () => {
    const column = volatilityColumn(series, { kind: 'ewma', halfLife: 20 }, YEAR);
    for (const i of [20, 57, 900]) {
      let sum = 0;
      let weights = 0;
      for (let k = 0; k < i; k++) {
        const weight = 0.5 ** (k / 20);
        sum += weight * Math.log(series.close[i - k] / series.close[i - k - 1]) ** 2;
        weights += weight;
      }
      expect(column[i]).toBeCloseTo(Math.sqrt((sum / weights) * YEAR), 12);
    }
  });

  it('starts once it has seen as many returns, or ranges, as the half-life', () => {
    const ewma = volatilityColumn(series, { kind: 'ewma', halfLife: 20 }, YEAR);
    expect([Number.isNaN(ewma[19]), Number.isNaN(ewma[20])]).toEqual([true, false]);
    const parkinson = volatilityColumn(series, { kind: 'parkinson', halfLife: 20 }, YEAR);
    expect([Number.isNaN(parkinson[18]), Number.isNaN(parkinson[19])]).toEqual([true, false]);
  });

  it('finds the volatility a walk was made with, the range form more closely', () => {
    const truth = 0.01 * Math.sqrt(YEAR);
    const errors = (['ewma', 'parkinson'] as const).map((kind) => {
      const column = volatilityColumn(series, { kind, halfLife: 10 }, YEAR);
      let squares = 0;
      for (let i = 500; i < series.length; i++) squares += (column[i] / truth - 1) ** 2;
      return Math.sqrt(squares / (series.length - 500));
    });
    expect(errors[0]).toBeLessThan(0.17);
    // Ranges over 200 steps fall short of the continuous ones by some percent.
    expect(errors[1]).toBeLessThan(0.1);
    expect(errors[1]).toBeLessThan(0.75 * errors[0]);
  });

  it('sees closed candles only', () => {
    const options = { kind: 'ewma', halfLife: 30 } as const;
    const whole = volatilityColumn(series, options, YEAR);
    for (const n of [1, 31, 500]) {
      expect(volatilityColumn(prefixOf(series, n), options, YEAR)).toEqual(whole.subarray(0, n));
    }
  });

  it('passes over a candle without prices', () => {
    const adapter = new VolatilityAdapter({ kind: 'ewma', halfLife: 2 }, 1);
    adapter.next(1, 1, 1, 1);
    adapter.next(1, 1, 1, Math.E);
    const before = adapter.next(1, 1, 1, 1);
    expect(before).toBeCloseTo(1, 14);
    expect(adapter.next(Number.NaN, Number.NaN, Number.NaN, Number.NaN)).toBe(before);
    expect(adapter.next(1, 1, 1, Math.E)).toBeCloseTo(1, 14);
  });
});
