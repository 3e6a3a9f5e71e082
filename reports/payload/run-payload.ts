import type { CandleSeries, RunResult } from '#engine';
import { type PackedCandles, packCandles } from './packed-candles.ts';
import { type PackedColumn, type PackedTimes, packColumn, packTimes } from './packed-columns.ts';

/** Closed and open trades as columns; a trade that is still open has no exit. */
export interface TradeColumns {
  readonly symbols: readonly string[];
  /** Index into `symbols`. */
  readonly symbol: readonly number[];
  /** 1 long, -1 short. */
  readonly side: readonly number[];
  readonly entryTime: readonly number[];
  readonly entryPrice: readonly number[];
  /** Null while open. */
  readonly exitTime: readonly (number | null)[];
  readonly exitPrice: readonly (number | null)[];
  readonly size: readonly number[];
  /** Net of fees; unrealised while open. */
  readonly pnl: readonly number[];
  readonly fees: readonly number[];
  /** Exit reason, or `open`. */
  readonly reason: readonly string[];
  readonly mae: readonly (number | null)[];
  readonly mfe: readonly (number | null)[];
  readonly ledger: readonly string[];
}

/** What the script of a run report finds in the page. */
export interface RunPayload {
  readonly intervalMs: number;
  readonly startingCash: number;
  readonly time: PackedTimes;
  readonly equity: PackedColumn;
  readonly benchmark: PackedColumn;
  readonly candles: readonly PackedCandles[];
  readonly trades: TradeColumns;
}

/** Ten digits: more than anyone reads, and less than a double prints. */
const short = (value: number): number => Number(value.toPrecision(10));

function packTrades(result: RunResult): TradeColumns {
  const { trades, openTrades } = result;
  const symbols = [...new Set([...result.symbols, ...trades.map((t) => t.symbol), ...openTrades.map((t) => t.symbol)])];
  const both = [...trades, ...openTrades];
  const open = openTrades.map(() => null);
  return {
    symbols,
    symbol: both.map((trade) => symbols.indexOf(trade.symbol)),
    side: both.map((trade) => (trade.side === 'long' ? 1 : -1)),
    entryTime: both.map((trade) => trade.entryTime),
    entryPrice: both.map((trade) => short(trade.entryPrice)),
    exitTime: [...trades.map((trade) => trade.exitTime), ...open],
    exitPrice: [...trades.map((trade) => short(trade.exitPrice)), ...open],
    size: both.map((trade) => short(trade.size)),
    pnl: [...trades.map((trade) => short(trade.pnl)), ...openTrades.map((trade) => short(trade.unrealised))],
    fees: [...trades.map((trade) => short(trade.fees)), ...openTrades.map((trade) => short(trade.entryFee))],
    reason: [...trades.map((trade) => trade.exitReason), ...openTrades.map(() => 'open')],
    mae: [...trades.map((trade) => short(trade.mae)), ...open],
    mfe: [...trades.map((trade) => short(trade.mfe)), ...open],
    ledger: both.map((trade) => trade.ledger),
  };
}

/** Packs what the charts and the trade table of a run need. */
export function packRun(result: RunResult, candles: readonly CandleSeries[]): RunPayload {
  const { equity } = result;
  const first = equity.candle[0] ?? 0;
  const last = equity.candle.at(-1) ?? 0;
  return {
    intervalMs: result.intervalMs,
    startingCash: result.config.account.cash,
    time: packTimes(equity.time, result.intervalMs),
    equity: packColumn(equity.equity),
    benchmark: packColumn(equity.benchmark),
    candles: candles.map((series) => packCandles(series, first, last)),
    trades: packTrades(result),
  };
}
