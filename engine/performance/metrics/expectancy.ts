import type { Figure } from './figure.ts';
import type { TradeTally } from './trade-tally.ts';

/** Mean profit of a closed trade, net of fees, in quote currency. */
export function expectancy(trades: TradeTally): Figure {
  return trades.count > 0 ? trades.pnlSum / trades.count : 'No closed trade.';
}
