import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CostOptimizer, fundBuys } from '../../../engine/rebalancing/index.ts';

const DAY = 86_400_000;
const RATE = 0.01;

function optimize(
  wanted: number[],
  budget: { maxCost?: number | null; maxMonthlyCost?: number | null },
  exempt = false,
) {
  const optimizer = new CostOptimizer(wanted.length, { maxCost: null, maxMonthlyCost: null, ...budget }, RATE);
  const notional = Float64Array.from(wanted);
  optimizer.optimize(notional, 1000, 0, exempt, null);
  return { optimizer, notional: Array.from(notional), estimate: optimizer.estimate, cut: optimizer.cut };
}

describe('CostOptimizer', () => {
  it('lets everything through without a budget, and estimates its cost', () => {
    const { notional, estimate, cut } = optimize([100, -50, 0], {});
    expect([notional, cut]).toEqual([[100, -50, 0], 0]);
    expect(estimate).toBeCloseTo(1.5, 12);
  });

  it('takes the largest drifts first, and the last one partly', () => {
    // 2 of money pays for 200 of trades.
    const { notional, cut, estimate } = optimize([40, -150, 90, -10], { maxCost: 0.002 });
    expect(notional[1]).toBe(-150);
    expect(notional[2]).toBeCloseTo(50, 9);
    expect([notional[0], notional[3]].map(Math.abs)).toEqual([0, 0]);
    expect(cut).toBe(3);
    expect(estimate).toBeCloseTo(2, 12);
  });

  it('shrinks everything alike where the largest trades are buys without the sells that pay for them', () => {
    const optimizer = new CostOptimizer(3, { maxCost: 0.001, maxMonthlyCost: null }, RATE);
    const spend = (cash: number | null) => {
      const notional = Float64Array.of(120, -80, 0);
      optimizer.optimize(notional, 1000, 0, false, cash);
      expect(optimizer.estimate).toBeCloseTo(1, 12);
      return Array.from(notional, (n) => Math.round(n * 1e6) / 1e6 + 0);
    };
    expect(spend(null)).toEqual([100, 0, 0]);
    expect(spend(101)).toEqual([100, 0, 0]);
    expect(spend(100)).toEqual([60, -40, 0]);
    expect(optimizer.cut).toBe(2);
  });

  it('exempts the first allocation', () => {
    const { notional, cut } = optimize([500, 400], { maxCost: 0.001, maxMonthlyCost: 0.001 }, true);
    expect([notional, cut]).toEqual([[500, 400], 0]);
  });

  it('keeps thirty days within their own budget, and forgets what is older', () => {
    const optimizer = new CostOptimizer(1, { maxCost: null, maxMonthlyCost: 0.003 }, RATE);
    const spend = (wanted: number, day: number, exempt = false) => {
      const notional = Float64Array.of(wanted);
      optimizer.optimize(notional, 1000, day * DAY, exempt, null);
      return notional[0];
    };
    expect(spend(1000, 0, true)).toBe(1000);
    expect(spend(200, 0)).toBe(200);
    expect(spend(200, 29)).toBeCloseTo(100, 9);
    expect(spend(200, 29.5)).toBe(0);
    expect(spend(250, 30)).toBeCloseTo(200, 9);
  });

  it('gives back the cost of a plan of which nothing came', () => {
    const optimizer = new CostOptimizer(1, { maxCost: null, maxMonthlyCost: 0.002 }, RATE);
    const spend = () => {
      const notional = Float64Array.of(200);
      optimizer.optimize(notional, 1000, 0, false, null);
      return notional[0];
    };
    expect(spend()).toBe(200);
    optimizer.takeBack();
    optimizer.takeBack();
    expect(spend()).toBe(200);
    expect(spend()).toBe(0);
  });

  it('never spends more than its budget, nor leaves any of it while something is wanted', () => {
    const wanted = fc.array(fc.integer({ min: -50_000, max: 50_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(wanted, fc.double({ min: 0, max: 0.01, noNaN: true }), (cents, maxCost) => {
        const trades = cents.map((n) => n / 100);
        const { notional, estimate } = optimize(trades, { maxCost });
        const cost = notional.reduce((sum, n) => sum + Math.abs(n), 0) * RATE;
        const all = trades.reduce((sum, n) => sum + Math.abs(n), 0) * RATE;
        expect(cost).toBeCloseTo(Math.min(all, maxCost * 1000), 9);
        expect(estimate).toBeCloseTo(cost, 9);
        // Nothing turns, nothing grows, and no smaller trade goes before a larger one is done.
        trades.forEach((n, s) => {
          expect(Math.sign(notional[s]) * Math.sign(n)).toBeGreaterThanOrEqual(0);
          expect(Math.abs(notional[s])).toBeLessThanOrEqual(Math.abs(n));
          trades.forEach((m, o) => {
            if (Math.abs(m) < Math.abs(n) && Math.abs(notional[o]) > 1e-9) expect(notional[s]).toBe(n);
          });
        });
      }),
      { seed: 1 },
    );
  });
});

describe('fundBuys', () => {
  it('cuts buys by one factor to what cash and sells provide, and no sell', () => {
    const notional = Float64Array.of(300, -100, 100);
    expect(fundBuys(notional, 101, RATE)).toBe(true);
    expect(notional[1]).toBe(-100);
    expect((notional[0] + notional[2]) * 1.01).toBeCloseTo(101 + 99, 9);
    expect(notional[0] / notional[2]).toBeCloseTo(3, 12);
  });

  it('leaves alone what can be paid', () => {
    const notional = Float64Array.of(100, -50);
    expect(fundBuys(notional, 60, RATE)).toBe(false);
    expect([...notional]).toEqual([100, -50]);
    expect(fundBuys(Float64Array.of(-50), -1000, RATE)).toBe(false);
  });
});
