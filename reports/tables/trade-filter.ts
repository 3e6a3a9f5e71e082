import { formatInstant } from '../format/time.ts';
import type { TradeColumns } from '../payload/run-payload.ts';

/** What the reader wants to see; empty strings mean everything. */
export interface TradeFilter {
  readonly text: string;
  readonly symbol: string;
  readonly side: '' | 'long' | 'short';
  readonly outcome: '' | 'win' | 'loss' | 'open';
}

/** Columns that trades can be sorted by. */
export type TradeOrder =
  | 'symbol'
  | 'side'
  | 'entryTime'
  | 'exitTime'
  | 'entryPrice'
  | 'exitPrice'
  | 'size'
  | 'pnl'
  | 'move'
  | 'fees'
  | 'held'
  | 'mae'
  | 'mfe'
  | 'reason';

/** Words of a trade that a search looks through, in lower case. */
function wordsOf(trades: TradeColumns, row: number): string {
  const exit = trades.exitTime[row];
  return [
    trades.symbols[trades.symbol[row] ?? 0] ?? '',
    trades.side[row] === 1 ? 'long' : 'short',
    formatInstant(trades.entryTime[row] ?? 0),
    exit === null || exit === undefined ? '' : formatInstant(exit),
    trades.reason[row] ?? '',
    trades.ledger[row] ?? '',
  ]
    .join(' ')
    .toLowerCase();
}

/** Return of a trade on its entry notional; negative prices do not occur. */
export function moveOf(trades: TradeColumns, row: number): number {
  const notional = (trades.entryPrice[row] ?? 0) * (trades.size[row] ?? 0);
  return notional > 0 ? (trades.pnl[row] ?? 0) / notional : 0;
}

/** Rows that pass a filter, in their present order. Every word of the text must occur. */
export function filterTrades(trades: TradeColumns, filter: TradeFilter): number[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const rows: number[] = [];
  for (let row = 0; row < trades.pnl.length; row++) {
    const isOpen = trades.exitTime[row] === null;
    const pnl = trades.pnl[row] ?? 0;
    const outcome = isOpen ? 'open' : pnl > 0 ? 'win' : 'loss';
    const side = trades.side[row] === 1 ? 'long' : 'short';
    if (filter.symbol !== '' && trades.symbols[trades.symbol[row] ?? 0] !== filter.symbol) continue;
    if (filter.side !== '' && side !== filter.side) continue;
    if (filter.outcome !== '' && outcome !== filter.outcome) continue;
    if (words.length > 0) {
      const text = wordsOf(trades, row);
      if (!words.every((word) => text.includes(word))) continue;
    }
    rows.push(row);
  }
  return rows;
}

/** Value that a column sorts by; null sorts last in both directions. */
export function sortKeyOf(trades: TradeColumns, row: number, order: TradeOrder): number | string | null {
  switch (order) {
    case 'symbol':
      return trades.symbols[trades.symbol[row] ?? 0] ?? '';
    case 'move':
      return moveOf(trades, row);
    case 'held': {
      const exit = trades.exitTime[row] ?? null;
      return exit === null ? null : exit - (trades.entryTime[row] ?? 0);
    }
    default:
      return trades[order][row] ?? null;
  }
}

/** Sorts rows by a column; equal rows keep the order of entry. Sorts in place and returns the rows. */
export function sortTrades(trades: TradeColumns, rows: number[], order: TradeOrder, direction: 1 | -1): number[] {
  return rows.sort((a, b) => {
    const left = sortKeyOf(trades, a, order);
    const right = sortKeyOf(trades, b, order);
    if (left === null || right === null) return left === right ? a - b : left === null ? 1 : -1;
    if (left === right) return (trades.entryTime[a] ?? 0) - (trades.entryTime[b] ?? 0) || a - b;
    return left < right ? -direction : direction;
  });
}
