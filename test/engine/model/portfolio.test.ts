import { describe, expect, it } from 'vitest';
import { Portfolio } from '../../../engine/model/index.ts';

describe('Portfolio', () => {
  it('holds the sum of both ledgers, and pays from one account', () => {
    const portfolio = new Portfolio(2, 1000);
    portfolio.book(portfolio.core, 1, 3, 100, 0, 0);
    expect(portfolio.holdings).toBe(1);
    portfolio.book(portfolio.tactical, 1, -1, 100, 0, 0);
    portfolio.pay(200, 1);
    expect([portfolio.units(0), portfolio.units(1), portfolio.cash]).toEqual([0, 2, 799]);
    portfolio.pay(-50, 1);
    expect(portfolio.cash).toBe(848);
    expect(portfolio.holdings).toBe(1);
    expect(portfolio.book(portfolio.core, 1, -3, 100, 0, 1)).toBe(true);
    expect(portfolio.book(portfolio.tactical, 1, 1, 100, 0, 1)).toBe(true);
    expect([portfolio.units(1), portfolio.holdings]).toEqual([0, 0]);
  });

  it('takes a debt that is mere rounding for nothing, and a real one for what it is', () => {
    const portfolio = new Portfolio(1, 100);
    portfolio.pay(100 + 1e-13, 0);
    expect(portfolio.cash).toBe(0);
    portfolio.pay(1e-6, 0);
    expect(portfolio.cash).toBe(-1e-6);
  });
});
