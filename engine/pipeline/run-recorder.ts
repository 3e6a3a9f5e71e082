import type { CancelReason, FillEvent } from '../execution/index.ts';
import type {
  ClosedTrade,
  ExitReason,
  FillRecord,
  LedgerName,
  Market,
  OrderReason,
  OrderRecord,
  TradeRecord,
} from '../model/index.ts';

type OpenOrder = { -readonly [K in keyof OrderRecord]: OrderRecord[K] };

/** Writes down orders, fills and trades of one run, for files and reports; a sweep runs without it. */
export class RunRecorder {
  readonly orders: OpenOrder[] = [];
  readonly fills: FillRecord[] = [];
  readonly trades: TradeRecord[] = [];
  readonly cash: Float64Array;
  readonly gross: Float64Array;
  private readonly market: Market;
  private readonly runId: string;

  constructor(market: Market, runId: string) {
    this.market = market;
    this.runId = runId;
    this.cash = new Float64Array(market.length);
    this.gross = new Float64Array(market.length);
  }

  /** @param number number of the order, counted from 0 */
  order(
    number: number,
    i: number,
    s: number,
    units: number,
    reason: OrderReason,
    reduceOnly: boolean,
    note: string,
  ): void {
    const symbol = this.symbol(s);
    this.orders[number] = {
      id: `${this.runId}-${i}-${symbol}${reduceOnly ? '-reduce' : ''}`,
      time: this.market.time[i] + this.market.intervalMs,
      symbol,
      side: units > 0 ? 'buy' : 'sell',
      size: Math.abs(units),
      reason,
      reduceOnly,
      status: 'pending',
      note,
    };
  }

  fill(fill: FillEvent): void {
    const symbol = this.symbol(fill.line.s);
    const order = fill.order < 0 ? null : this.orders[fill.order];
    if (order !== null) {
      order.size = Math.abs(fill.units) + fill.short;
      order.side = fill.units > 0 ? 'buy' : fill.units < 0 ? 'sell' : order.side;
      if (fill.short > 0 && order.note === '') order.note = 'cut at the fill';
      order.status = order.note === '' ? 'filled' : 'reduced';
    }
    this.fills.push({
      orderId: order === null ? `${this.runId}-${fill.candle}-${symbol}-${fill.reason}` : order.id,
      time: this.market.time[fill.candle],
      symbol,
      side: fill.units > 0 ? 'buy' : 'sell',
      size: Math.abs(fill.units),
      price: fill.price,
      fee: fill.fee,
      slippage: fill.slippage,
      reason: fill.reason,
      core: fill.core,
      tactical: fill.tactical,
    });
  }

  cancel(number: number, reason: CancelReason): void {
    const order = this.orders[number];
    order.status = 'cancelled';
    order.note = reason;
  }

  trade(s: number, closed: ClosedTrade, candle: number, reason: FillEvent['reason'], ledger: LedgerName): void {
    const { time } = this.market;
    const extremes = this.extremes(s, closed, candle);
    this.trades.push({
      symbol: this.symbol(s),
      side: closed.direction > 0 ? 'long' : 'short',
      entryTime: time[closed.entryCandle],
      entryPrice: closed.entryPrice,
      exitTime: time[candle],
      exitPrice: closed.exitPrice,
      size: closed.size,
      pnl: closed.pnl,
      fees: closed.fees,
      exitReason: exitReason(reason, ledger),
      mae: closed.direction > 0 ? extremes.low : -extremes.high,
      mfe: closed.direction > 0 ? extremes.high : -extremes.low,
      ledger,
    });
  }

  /** Lowest and highest price since the entry against the average entry, as fractions that include 0. */
  private extremes(s: number, closed: ClosedTrade, exitCandle: number): { low: number; high: number } {
    const { high, low } = this.market.columns[s];
    let lowest = Math.min(closed.entryPrice, closed.exitPrice);
    let highest = Math.max(closed.entryPrice, closed.exitPrice);
    // The exit candle is left out: what it did after the exit is not known here.
    for (let i = closed.entryCandle; i < exitCandle; i += 1) {
      if (low[i] < lowest) lowest = low[i];
      if (high[i] > highest) highest = high[i];
    }
    return { low: lowest / closed.entryPrice - 1, high: highest / closed.entryPrice - 1 };
  }

  private symbol(s: number): string {
    return this.market.columns[s].series.symbol;
  }
}

/** Why a trade ended, from why the order was sent. */
function exitReason(reason: FillEvent['reason'], ledger: LedgerName): ExitReason {
  switch (reason) {
    case 'entry':
    case 'exit':
    case 'resize':
      return 'signal';
    case 'netted':
      return ledger === 'core' ? 'rebalance' : 'signal';
    default:
      return reason;
  }
}
