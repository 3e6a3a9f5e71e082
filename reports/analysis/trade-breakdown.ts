import type { TradeRecord } from '#engine';

/** Trades that share a property, added up. */
export interface TradeGroup {
  readonly name: string;
  readonly trades: number;
  readonly wins: number;
  readonly pnl: number;
  readonly fees: number;
  readonly best: number;
  readonly worst: number;
  /** Mean time in the market, ms. */
  readonly meanHeld: number;
}

/**
 * Groups trades, largest group first.
 * @param trades closed trades
 * @param nameOf name of the group a trade belongs to
 */
export function groupTrades(trades: readonly TradeRecord[], nameOf: (trade: TradeRecord) => string): TradeGroup[] {
  const groups = new Map<string, TradeRecord[]>();
  for (const trade of trades) {
    const name = nameOf(trade);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [trade]);
    else group.push(trade);
  }
  return [...groups]
    .map(([name, members]) => summarise(name, members))
    .sort((a, b) => b.trades - a.trades || (a.name < b.name ? -1 : 1));
}

function summarise(name: string, members: readonly TradeRecord[]): TradeGroup {
  let wins = 0;
  let pnl = 0;
  let fees = 0;
  let held = 0;
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  for (const trade of members) {
    if (trade.pnl > 0) wins++;
    pnl += trade.pnl;
    fees += trade.fees;
    held += trade.exitTime - trade.entryTime;
    best = Math.max(best, trade.pnl);
    worst = Math.min(worst, trade.pnl);
  }
  return { name, trades: members.length, wins, pnl, fees, best, worst, meanHeld: held / members.length };
}
