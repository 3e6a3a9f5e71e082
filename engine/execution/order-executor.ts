import type { Approval, ExitReason, Instrument, Line, Order, Portfolio } from '../model/index.ts';
import { type CostRates, slippedPrice } from './costs.ts';
import { type CancelReason, createFillEvent, type FillEvent, type FillSink } from './fill-event.ts';
import { shareOf } from './ledger-share.ts';
import { OrderBook } from './order-book.ts';
import { roundToLot, roundToTick } from './rounding.ts';

export interface ExecutionRules extends CostRates {
  readonly sizeAt: 'decision' | 'fill';
  readonly latencyBars: number;
  readonly spot: boolean;
}

/** Relative difference below which two notionals are equal. */
const EQUAL = 1e-11;

/** Relative difference that sums of lots may have to a whole number of them. */
const ROUNDING = 1e-12;

/** A cut smaller than this is rounding and not worth a record. */
const CUT = 1e-9;

/**
 * Takes approved orders and fills them at the opens of the next candles, reductions first, then by signed notional
 * from sells to large buys, then in instrument order. A buy on spot is cut to the cash there is.
 */
export class OrderExecutor {
  readonly book: OrderBook;
  private readonly rules: ExecutionRules;
  private readonly portfolio: Portfolio;
  private readonly lines: readonly Line[];
  private readonly sink: FillSink;
  /** Orders due at this open, in the order of their fills; holds more than those. */
  private readonly queue: Order[];
  private readonly fill: FillEvent;
  /** Orders submitted so far. */
  submitted = 0;

  constructor(rules: ExecutionRules, portfolio: Portfolio, lines: readonly Line[], sink: FillSink) {
    this.rules = rules;
    this.portfolio = portfolio;
    this.lines = lines;
    this.sink = sink;
    this.book = new OrderBook(lines);
    this.queue = [...this.book.orders];
    this.fill = createFillEvent(lines[0]);
  }

  /** Sends an approved order; an order of the same instrument and kind that still waits is replaced. */
  submit(approval: Approval): void {
    const { line } = approval;
    this.cancel(approval.reduceOnly ? line.reduction : line.main, 'replaced');
    this.book.place(approval, this.submitted, this.rules.latencyBars);
    this.submitted += 1;
    this.sink.onWaiting(line);
  }

  /** Takes an order out of the book, if it waits there. */
  cancel(order: Order, reason: CancelReason): void {
    const { number } = order;
    if (number < 0) return;
    this.book.remove(order);
    this.sink.onCancel(order.line, number, reason);
  }

  /** Takes the tactical part out of what waits for an instrument; what the core ledger wants goes on waiting. */
  cancelTactical(line: Line, reason: CancelReason): void {
    this.cancel(line.reduction, reason);
    const order = line.main;
    if (order.number < 0 || order.tactical === 'none') return;
    if (order.core === 'none') this.cancel(order, reason);
    else {
      order.tactical = 'none';
      order.units = order.coreUnits;
      this.sink.onWaiting(line);
    }
  }

  cancelAll(reason: CancelReason): void {
    for (const { reduction, main } of this.lines) {
      this.cancel(reduction, reason);
      this.cancel(main, reason);
    }
  }

  /** Fills what is due at the open of slice i. An instrument without a candle keeps its orders waiting. */
  fillAtOpen(i: number): void {
    const { book, queue } = this;
    const { orders } = book;
    // Each fill takes its order out of the book, so that the next one moves up to k.
    for (let k = 0; k < book.waiting; ) {
      const order = orders[k];
      if (order.reduceOnly && isDue(order, i)) {
        this.resolve(order, order.line.columns.open[i], 0);
        this.execute(order, i);
      } else k += 1;
    }
    let queued = 0;
    let worth = Number.NaN;
    for (let k = 0; k < book.waiting; k += 1) {
      const order = orders[k];
      if (order.reduceOnly || !isDue(order, i)) continue;
      if (this.rules.sizeAt === 'fill' && queued === 0) worth = this.worthAtOpen(i);
      this.resolve(order, order.line.columns.open[i], worth);
      this.enqueue(order, queued);
      queued += 1;
    }
    for (let q = 0; q < queued; q += 1) this.execute(queue[q], i);
  }

  /**
   * Closes a tactical position inside a candle: a stop or a target.
   * @param raw price before slippage
   * @param limit it rests in the book: no slippage
   * @param taker which fee it pays
   */
  exitTactical(line: Line, i: number, raw: number, limit: boolean, taker: boolean, reason: ExitReason): void {
    const units = -line.tactical.units;
    this.describe(line, i, -1, reason, units, wholeLots(line.instrument, units) - units);
    this.settle(raw, limit ? raw : this.marketPrice(line, raw, units), this.fee(taker));
  }

  /** Closes everything of an instrument at a price of its own, as at the end of its data. */
  liquidate(line: Line, i: number, price: number, raw: number, reason: ExitReason): void {
    const core = -line.core.units;
    const tactical = -line.tactical.units;
    if (core === 0 && tactical === 0) return;
    this.describe(line, i, -1, reason, tactical, core);
    this.settle(raw, price, this.rules.taker);
  }

  /** Price of a market order: slippage, then the worse tick. */
  private marketPrice(line: Line, raw: number, direction: number): number {
    return roundToTick(slippedPrice(raw, direction, this.rules.slippage), direction, line.instrument);
  }

  private fee(taker: boolean): number {
    return taker ? this.rules.taker : this.rules.maker;
  }

  private worthAtOpen(i: number): number {
    let worth = this.portfolio.cash;
    for (const line of this.lines) {
      const units = line.units();
      if (units === 0) continue;
      const { open, mark } = line.columns;
      worth += units * (Number.isNaN(open[i]) ? mark[i] : open[i]);
    }
    return worth;
  }

  /** Turns wishes into units, now that the open is known. */
  private resolve(order: Order, open: number, equity: number): void {
    const { line, tactical, core } = order;
    let t = 0;
    if (tactical === 'units') t = order.tacticalValue;
    else if (tactical === 'flat') t = -line.tactical.units;
    else if (tactical === 'size') {
      const value = order.tacticalValue;
      const price = slippedPrice(open, value, this.rules.slippage);
      const target = this.sink.sizeAtFill(line, Math.abs(value), equity, price);
      t = value > 0 ? target : -target;
    }
    let c = 0;
    if (core === 'units') c = order.coreValue;
    else if (core === 'weight') c = (order.coreValue * equity) / open - line.core.units;
    order.tacticalPart = t;
    order.corePart = c;
    order.notional = (t + c) * open;
  }

  private enqueue(order: Order, queued: number): void {
    let q = queued;
    const { notional } = order;
    // Orders come in instrument order, so what is equal but for rounding stays in that order.
    const slack = EQUAL * Math.abs(notional);
    while (q > 0 && this.queue[q - 1].notional > notional + slack) {
      this.queue[q] = this.queue[q - 1];
      q -= 1;
    }
    this.queue[q] = order;
  }

  private execute(order: Order, i: number): void {
    const { line, number, tacticalPart: tactical, corePart: core } = order;
    const { instrument } = line;
    const open = line.columns.open[i];
    const wanted = tactical + core;
    this.book.remove(order);
    if (tactical === 0 && core === 0) {
      this.sink.onCancel(line, number, 'nothing-to-do');
      return;
    }
    const direction = wanted > 0 ? 1 : -1;
    // Opposite wishes of one size cross at the open: nothing goes to the venue.
    const price = wanted === 0 ? open : this.marketPrice(line, open, direction);
    const asked = Math.min(Math.abs(wanted), order.capUnits);
    let size = Math.min(asked, order.capNotional / price);
    let reason: CancelReason = 'rounded-to-nothing';
    if (this.rules.spot && direction > 0) {
      const { taker } = this.rules;
      const { cash } = this.portfolio;
      if (size * price * (1 + taker) > cash) {
        size = Math.max(0, cash / (1 + taker) / price);
        reason = 'no-cash';
      }
    }
    size = Math.abs(wholeLots(instrument, size));
    // The ledgers may share a lot: when the tactical one goes flat, the core takes over what is no whole lot.
    const sharesLot = order.tactical === 'flat' && (core !== 0 || line.core.units !== 0);
    const isHandedOver = sharesLot && Math.abs(wanted) - size < (instrument.lotStep ?? 0);
    if (size === 0 && tactical * core >= 0 && !isHandedOver) {
      this.sink.onCancel(line, number, reason);
      return;
    }
    const filled = direction * size;
    const toTactical = isHandedOver ? tactical : shareOf(tactical, core, filled);
    this.describe(line, i, number, order.reason, toTactical, filled - toTactical);
    const short = Math.abs(wholeLots(instrument, asked)) - size;
    this.fill.short = short > CUT * asked ? short : 0;
    this.settle(open, price, this.rules.taker);
  }

  private describe(
    line: Line,
    i: number,
    order: number,
    reason: FillEvent['reason'],
    tactical: number,
    core: number,
  ): void {
    const fill = this.fill;
    fill.line = line;
    fill.candle = i;
    fill.order = order;
    fill.reason = reason;
    fill.tactical = tactical;
    fill.core = core;
    fill.units = tactical + core;
    fill.short = 0;
  }

  /** Takes the described fill out of cash and tells the sink. */
  private settle(raw: number, price: number, feeRate: number): void {
    const fill = this.fill;
    const notional = fill.units * price;
    fill.price = price;
    fill.fee = Math.abs(notional) * feeRate;
    fill.slippage = Math.abs(fill.units) * Math.abs(price - raw);
    this.portfolio.pay(notional, fill.fee);
    this.sink.onFill(fill);
  }
}

/** Whether the instrument of a waiting order has a candle at i, and its latency has passed; each candle counts once. */
function isDue(order: Order, i: number): boolean {
  if (Number.isNaN(order.line.columns.open[i])) return false;
  if (order.wait === 0) return true;
  order.wait -= 1;
  return false;
}

/** Units cut to whole lots; units that are whole lots but for rounding stay as they are, and never grow. */
function wholeLots(instrument: Instrument, units: number): number {
  const rounded = roundToLot(units, instrument);
  const isWhole = Math.abs(units) - Math.abs(rounded) <= ROUNDING * Math.abs(units);
  return isWhole ? units : rounded;
}
