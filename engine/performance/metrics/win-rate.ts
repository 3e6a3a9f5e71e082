import type { Figure } from './figure.ts';
import type { TradeTally } from './trade-tally.ts';

/** Share of closed trades that made money. */
export function winRate(trades: TradeTally): Figure {
  return trades.count > 0 ? trades.wins / trades.count : 'No closed trade.';
}
