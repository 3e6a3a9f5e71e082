import { describe, expect, it } from 'vitest';
import { baseUnits, type SizingRule, sizeMultiplier, type TradeTally } from '../../../engine/decision/index.ts';

const NONE: TradeTally = { trades: 0, wins: 0, grossProfit: 0, grossLoss: 0 };
const units = (rule: SizingRule, { equity = 1000, price = 50, fee = 0, volatility = 0.5, tally = NONE } = {}) =>
  baseUnits(rule, equity, price, fee, volatility, tally);

describe('baseUnits', () => {
  it('leaves room for the fee when everything goes in', () => {
    expect(units({ kind: 'all-in' }, { fee: 0.01 }) * 50 * 1.01).toBeCloseTo(1000, 9);
  });

  it('sizes by money, by a fraction of equity, and by volatility up to a limit', () => {
    expect(units({ kind: 'notional', notional: 200 })).toBe(4);
    expect(units({ kind: 'fraction', fraction: 0.25 })).toBe(5);
    expect(units({ kind: 'volatility-target', annual: 0.25, maxFraction: 1 })).toBe(10);
    expect(units({ kind: 'volatility-target', annual: 2, maxFraction: 0.8 })).toBe(16);
  });

  it('has no size without equity, or without an estimate of volatility where it needs one', () => {
    const target: SizingRule = { kind: 'volatility-target', annual: 0.25, maxFraction: 1 };
    expect(units(target, { volatility: Number.NaN })).toBe(0);
    expect(units(target, { volatility: 0 })).toBe(0);
    for (const equity of [0, -5, Number.NaN]) expect(units({ kind: 'notional', notional: 200 }, { equity })).toBe(0);
  });

  describe('by Kelly', () => {
    const kelly: SizingRule = { kind: 'kelly', scale: 0.5, maxFraction: 0.4, before: 0.1 };
    const fraction = (tally: TradeTally) => (units(kelly, { tally }) * 50) / 1000;

    it('uses the fraction given until 30 trades are closed, and while there are no wins or no losses', () => {
      expect(fraction({ trades: 29, wins: 20, grossProfit: 200, grossLoss: 90 })).toBeCloseTo(0.1, 12);
      expect(fraction({ trades: 40, wins: 40, grossProfit: 200, grossLoss: 0 })).toBeCloseTo(0.1, 12);
      expect(fraction({ trades: 40, wins: 0, grossProfit: 0, grossLoss: 90 })).toBeCloseTo(0.1, 12);
    });

    it('is W - (1 - W) / R, scaled, between nothing and the limit', () => {
      // W = 0.6, mean win 20, mean loss 10: 0.6 - 0.4 / 2 = 0.4.
      expect(fraction({ trades: 30, wins: 18, grossProfit: 360, grossLoss: 120 })).toBeCloseTo(0.2, 12);
      expect(fraction({ trades: 30, wins: 6, grossProfit: 60, grossLoss: 240 })).toBe(0);
      expect(fraction({ trades: 30, wins: 29, grossProfit: 2900, grossLoss: 1 })).toBeCloseTo(0.4, 12);
    });
  });
});

describe('sizeMultiplier', () => {
  it('is half the mean strength, times the confidence', () => {
    const rule: SizingRule = { kind: 'fraction', fraction: 1 };
    expect([1, 2, 3, 4].map((strength) => sizeMultiplier(rule, strength, 1))).toEqual([0.5, 1, 1.5, 2]);
    expect(sizeMultiplier(rule, 2.5, 0.8)).toBeCloseTo(1, 12);
  });

  it('is ignored when everything goes in', () => {
    expect(sizeMultiplier({ kind: 'all-in' }, 4, 0.1)).toBe(1);
  });
});
