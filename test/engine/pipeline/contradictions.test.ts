/** Where the source design contradicts itself: one test each, which its literal reading fails. */
import { describe, expect, it } from 'vitest';
import { plainInstrument } from '#engine';
import {
  BUY,
  FREE,
  HOLD,
  runScripted,
  type ScriptedCandle,
  type ScriptedSignal,
  SELL,
  still,
} from '../../support/scripted-market.ts';

const DAY = 86_400_000;

/** Candles that stand still at 100, with a script. */
const flat = (...signals: (ScriptedSignal | undefined)[]): ScriptedCandle[] =>
  signals.map((signal) => still(100, signal));

describe('the size multiplier', () => {
  it.each([
    [1, 0.5],
    [2, 1],
    [3, 1.5],
    [4, 2],
  ])('of strength %i is %f, times the confidence', (strength, multiplier) => {
    const sizeAt = (confidence: number) =>
      runScripted({ candles: { A: flat({ direction: 'BUY', strength, confidence }, undefined) } }).fills[0].size;
    expect(sizeAt(1)).toBeCloseTo(multiplier, 12);
    expect(sizeAt(0.8)).toBeCloseTo(0.8 * multiplier, 12);
  });
});

describe('HOLD', () => {
  it('sends no order, held or not, at whatever confidence', () => {
    const { orders, openTrades } = runScripted({ candles: { A: flat(HOLD, BUY, HOLD, HOLD, undefined) } });
    expect(orders.map(({ side, reason }) => [side, reason])).toEqual([['buy', 'entry']]);
    expect(openTrades).toHaveLength(1);
  });
});

describe('rebalancing', () => {
  const rebalance = {
    coreShare: 1,
    allocator: { kind: 'fixed', weights: { A: 0.5, B: 0.5 } },
    trigger: { kind: 'check', everyHours: 24 },
    maxCost: null,
  } as const;
  const days = (...closes: number[]): ScriptedCandle[] => closes.map((price) => still(price));

  it('sells what is overweight and buys what is underweight', () => {
    const { fills } = runScripted({
      candles: { A: days(100, 100, 200, 200), B: days(100, 100, 100, 100) },
      config: { rebalance },
      intervalMs: DAY,
    });
    expect(fills.map(({ symbol, side }) => `${side} ${symbol}`)).toEqual(['buy A', 'buy B', 'sell A', 'buy B']);
  });

  it('buys targets without a position and sells positions without a target', () => {
    const first = runScripted({
      candles: { A: days(100, 100, 100), B: days(100, 100, 100) },
      config: { rebalance: { ...rebalance, allocator: { kind: 'fixed', weights: { A: 0.9 } } } },
      intervalMs: DAY,
    });
    expect(first.fills.map(({ symbol, side, size }) => [side, symbol, size])).toEqual([['buy', 'A', 9]]);

    // B is delisted from the targets by its listing: it is bought when it is listed, out of the cash that waited.
    const later = runScripted({
      candles: { A: days(100, 100, 100, 100), B: [null, null, ...days(100, 100)] },
      config: { rebalance },
      intervalMs: DAY,
    });
    expect(later.fills.map(({ symbol, side }) => `${side} ${symbol}`)).toEqual(['buy A', 'buy B']);
  });

  it('keeps its cost within a budget in money of present equity, and drops only what is beyond it', () => {
    const run = (maxCost: number | null) =>
      runScripted({
        candles: { A: days(100, 100, 200, 200, 200), B: days(100, 100, 100, 100, 100) },
        config: { costs: { taker: 0.01, slippage: 0 }, rebalance: { ...rebalance, maxCost } },
        intervalMs: DAY,
      });
    const whole = run(null);
    const cut = run(0.001);
    // Every single trade is far more than a tenth of all that is traded, and they do happen.
    const second = (result: typeof whole) => result.rebalances[1];
    expect(second(whole).notional).toBeGreaterThan(400);
    expect(second(cut).cutByBudget).toBeGreaterThan(0);
    const { equity, time } = cut.equity;
    const at = time.indexOf(second(cut).time);
    expect(second(cut).estimatedCost).toBeCloseTo(0.001 * equity[at], 9);
    expect(second(cut).cost).toBeGreaterThan(0.5 * 0.001 * equity[at]);
    expect(second(cut).cost).toBeLessThanOrEqual(0.001 * equity[at] * (1 + 1e-9));
    expect(cut.counters.costBudgetBindings).toBeGreaterThan(0);
  });
});

describe('the daily trade limit', () => {
  it('counts submitted orders, exempts reductions, and starts anew with the UTC day', () => {
    const candles = Array.from({ length: 27 }, (_, k) => still(100, k % 2 === 0 ? BUY : SELL));
    const { orders, refusals } = runScripted({
      candles: { A: candles },
      config: { risk: { ...FREE.risk, maxDailyTrades: 5 } },
    });
    const perDay = (day: number) =>
      orders.filter(({ time }) => Math.floor((time - 1) / DAY) === day).map(({ side }) => side);
    const first = Math.floor(orders[0].time / DAY);
    // Three buys and two sells make five; the third position may still be closed.
    expect(perDay(first)).toEqual(['buy', 'sell', 'buy', 'sell', 'buy', 'sell']);
    expect(perDay(first + 1)).toEqual(['buy', 'sell', 'buy']);
    expect(refusals).toContainEqual({ stage: 'risk', code: 'daily-trade-limit', symbol: 'A', count: 9 });
  });
});

describe('the position limit', () => {
  const config = {
    decision: { sizing: { kind: 'notional', notional: 800 } },
    risk: { ...FREE.risk, maxPositionNotional: 500 },
  } as const;

  it('is money: at a price of 0.01 it lets 50,000 units through, at 1,000 it lets half a unit', () => {
    const unitsAt = (price: number) =>
      runScripted({ candles: { A: [still(price, BUY), still(price)] }, config }).fills[0].size;
    expect(unitsAt(0.01)).toBeCloseTo(50_000, 6);
    expect(unitsAt(1000)).toBeCloseTo(0.5, 12);
  });

  it('never caps what reduces: a position that has outgrown it is closed whole', () => {
    const { fills, openTrades } = runScripted({
      candles: { A: [still(100, BUY), still(100), still(1000, SELL), still(1000)] },
      config,
    });
    expect(fills.map(({ side, size }) => [side, size])).toEqual([
      ['buy', 5],
      ['sell', 5],
    ]);
    expect(openTrades).toEqual([]);
  });
});

describe('accounting', () => {
  it('is of money: profit, fees and equity are those of the fills, and the same twice', () => {
    const run = () =>
      runScripted({
        candles: { A: [still(100, BUY), still(100), still(110, SELL), still(120)] },
        config: { costs: { taker: 0.01, slippage: 0 } },
      });
    const { trades, equity } = run();
    expect(trades).toHaveLength(1);
    expect(trades[0].pnl).toBeCloseTo(20 - 1 - 1.2, 12);
    expect(equity.equity.at(-1)).toBeCloseTo(1017.8, 12);
    expect(run()).toEqual(run());
  });

  it('gives every order an id of its own, however many are sent at one close', () => {
    const { orders } = runScripted({
      candles: { A: flat(BUY, SELL, BUY, undefined), B: flat(BUY, SELL, BUY, undefined) },
      config: { account: { cash: 1000, type: 'margin' } },
    });
    // A flip is two orders.
    expect(orders).toHaveLength(2 + 4 + 4);
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length);
  });

  it('throws typed errors instead of giving nothing', () => {
    expect(() =>
      runScripted({ candles: { A: flat(BUY) }, instruments: [plainInstrument('A'), plainInstrument('B')] }),
    ).toThrow(expect.objectContaining({ kind: 'ConfigError', code: 'instrument-count' }));
  });
});
