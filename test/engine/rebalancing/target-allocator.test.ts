import { describe, expect, it } from 'vitest';
import { createMarket } from '../../../engine/model/index.ts';
import { type AllocatorRule, TargetAllocator } from '../../../engine/rebalancing/index.ts';
import { type ScriptedCandle, scriptedSeries, still } from '../../support/scripted-market.ts';

const allocatorOf = (rule: AllocatorRule, candles: Readonly<Record<string, readonly ScriptedCandle[]>>) =>
  new TargetAllocator(
    rule,
    createMarket(Object.entries(candles).map(([symbol, rows]) => scriptedSeries(symbol, rows))).columns,
  );

const FOUR = [still(1), still(1), still(1), still(1)];

describe('TargetAllocator', () => {
  it('gives fixed weights, and keeps the rest in cash', () => {
    const allocator = allocatorOf({ kind: 'fixed', weights: { B: 0.3, A: 0.2 } }, { A: FOUR, B: FOUR, C: FOUR });
    expect([...allocator.allocate(0)]).toEqual([0.2, 0.3, 0]);
  });

  it('shares equally among what is listed at the time', () => {
    const allocator = allocatorOf(
      { kind: 'equal', invested: 0.9 },
      { A: FOUR, B: [null, still(1), still(1), null], C: [null, null, still(1), still(1)] },
    );
    const all = [0, 1, 2, 3].map((i) => Array.from(allocator.allocate(i), (w) => Math.round(w * 1e9) / 1e9));
    expect(all).toEqual([
      [0.9, 0, 0],
      [0.45, 0.45, 0],
      [0.3, 0.3, 0.3],
      [0.45, 0, 0.45],
    ]);
  });

  it('leaves the share of what is not listed yet in cash, where weights are fixed', () => {
    const allocator = allocatorOf(
      { kind: 'fixed', weights: { A: 0.5, B: 0.5 } },
      { A: FOUR, B: [null, null, still(1), still(1)] },
    );
    expect([0, 1, 2].map((i) => [...allocator.allocate(i)])).toEqual([
      [0.5, 0],
      [0.5, 0],
      [0.5, 0.5],
    ]);
  });

  it('weighs by the inverse of the deviation of returns, once there are enough of them', () => {
    // Returns of A are +-1 %, those of B +-3 %.
    const walk = (step: number) => {
      let price = 100;
      return Array.from({ length: 6 }, (_, k) => {
        if (k > 0) price *= k % 2 === 0 ? 1 - step : 1 + step;
        return still(price);
      });
    };
    const allocator = allocatorOf(
      { kind: 'inverse-volatility', invested: 0.8, lookback: 4 },
      { A: walk(0.01), B: walk(0.03) },
    );
    expect([...allocator.allocate(3)]).toEqual([0, 0]);
    for (const i of [4, 5]) {
      const [a, b] = allocator.allocate(i);
      expect(a).toBeCloseTo(0.6, 9);
      expect(b).toBeCloseTo(0.2, 9);
    }
  });

  it('refuses weights past 1 by more than a hundredth, and symbols it does not know', () => {
    const weights = (of: Record<string, number>) => () =>
      allocatorOf({ kind: 'fixed', weights: of }, { A: FOUR, B: FOUR });
    expect(weights({ A: 0.6, B: 0.405 })).not.toThrow();
    expect(weights({ A: 0.6, B: 0.42 })).toThrow('Expected rebalance.allocator.weights to sum to at most 1');
    expect(weights({ Z: 0.1 })).toThrow('(A, B), was Z.');
  });
});
