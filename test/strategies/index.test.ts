import { describe, expect, it } from 'vitest';
import { bindStrategy, buysOf, createColumnCache, evaluateStrategy, sellsOf } from '#engine';
import { strategies } from '#strategies';
import { describeStrategyContract } from '../contracts/strategy-contract.ts';
import { createSeries, HOUR } from '../engine/columns/candles.ts';

const market = [
  createSeries(5000, { seed: 11 }),
  createSeries(4000, {
    seed: 12,
    missing: 0.03,
    still: 0.2,
    volatility: 0.03,
    price: 30_000,
    start: 1_609_459_200_000 + 5 * HOUR,
  }),
];

/** A second setting of each, far from its defaults. */
const others: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'sma-cross': { fast: 5, slow: 12, confidence: 0.7 },
  'ema-trend': { fast: 3, slow: 20, k: 1 },
  'rsi-reversion': { period: 5, low: 20, high: 80 },
  'macd-momentum': { fast: 5, slow: 13, signal: 4 },
  'bollinger-reversion': { period: 50, width: 1 },
  'donchian-breakout': { entry: 20, exit: 10, stop: 1 },
  'buy-and-hold': {},
};

describe('the shipped strategies', () => {
  it('are registered under their own names', () => {
    expect(Object.keys(strategies)).toEqual(Object.values(strategies).map((definition) => definition.name));
    expect(Object.keys(strategies).sort()).toEqual(Object.keys(others).sort());
  });

  it('have opinions both ways on a wide market, but for the one that only holds', () => {
    for (const definition of Object.values(strategies)) {
      const { packed } = evaluateStrategy(bindStrategy(definition), market[0], createColumnCache());
      const buys = packed.reduce((sum, value) => sum + buysOf(value), 0);
      const sells = packed.reduce((sum, value) => sum + sellsOf(value), 0);
      expect(buys, definition.name).toBeGreaterThan(5);
      if (definition.name === 'buy-and-hold') expect(sells).toBe(0);
      else expect(sells, definition.name).toBeGreaterThan(5);
    }
  });

  it('keep apart the values their constraints forbid', () => {
    expect(() => bindStrategy(strategies['sma-cross'], { fast: 50, slow: 50 })).toThrow(
      'The constraint of strategy sma-cross',
    );
    expect(() => bindStrategy(strategies['donchian-breakout'], { entry: 10, exit: 20 })).toThrow('The constraint');
  });
});

for (const definition of Object.values(strategies)) {
  describeStrategyContract(definition, {}, market);
  describeStrategyContract(definition, others[definition.name], market);
}
