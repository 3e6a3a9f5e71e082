import { describe, expect, it } from 'vitest';
import { type Ledger, Portfolio } from '../../../engine/model/index.ts';

describe('Portfolio', () => {
  it('holds the sum of both ledgers, and pays from one account', () => {
    const portfolio = new Portfolio(2, 1000);
    const line = { s: 1, core: portfolio.core.positions[1], tactical: portfolio.tactical.positions[1] };
    const book = (ledger: Ledger, units: number) => {
      ledger.apply(1, units, 100, 0, 0);
      portfolio.readLine(line);
      return [...portfolio.held, portfolio.holdings];
    };
    expect(book(portfolio.core, 3)).toEqual([0, 3, 1]);
    expect(book(portfolio.tactical, -1)).toEqual([0, 2, 1]);
    portfolio.pay(200, 1);
    expect(portfolio.cash).toBe(799);
    portfolio.pay(-50, 1);
    expect(portfolio.cash).toBe(848);
    expect(book(portfolio.core, -3)).toEqual([0, -1, 1]);
    expect(book(portfolio.tactical, 1)).toEqual([0, 0, 0]);
  });

  it('takes a debt that is mere rounding for nothing, and a real one for what it is', () => {
    const portfolio = new Portfolio(1, 100);
    portfolio.pay(100 + 1e-13, 0);
    expect(portfolio.cash).toBe(0);
    portfolio.pay(1e-6, 0);
    expect(portfolio.cash).toBe(-1e-6);
  });
});
