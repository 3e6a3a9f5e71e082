import type { Figure } from './figure.ts';
import type { TradeTally } from './trade-tally.ts';

/** Sum of winning trades over the sum of losing ones. */
export function profitFactor(trades: TradeTally): Figure {
  if (trades.count === 0) return 'No closed trade.';
  return trades.grossLoss > 0 ? trades.grossProfit / trades.grossLoss : 'No losing trade.';
}
