import type { Approval, ExitReason, Instrument, MarketColumns, Order, Portfolio } from '../model/index.ts';
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
  private readonly columns: readonly MarketColumns[];
  private readonly instruments: readonly Instrument[];
  private readonly sink: FillSink;
  /** Orders due at this open, in the order of their fills; holds more than those. */
  private readonly queue: Order[];
  private readonly fill: FillEvent;
  /** Orders submitted so far. */
  submitted = 0;

  constructor(
    rules: ExecutionRules,
    portfolio: Portfolio,
    columns: readonly MarketColumns[],
    instruments: readonly Instrument[],
    sink: FillSink,
  ) {
    this.rules = rules;
    this.portfolio = portfolio;
    this.columns = columns;
    this.instruments = instruments;
    this.sink = sink;
    this.book = new OrderBook(columns.length);
    this.queue = [...this.book.orders];
    this.fill = createFillEvent();
  }

  /** Sends an approved order; an order of the same instrument and kind that still waits is replaced. */
  submit(approval: Approval): void {
    const slot = 2 * approval.s + (approval.reduceOnly ? 0 : 1);
    this.cancel(slot, 'replaced');
    this.book.place(slot, approval, this.submitted, this.rules.latencyBars);
    this.submitted += 1;
    this.sink.onWaiting(approval.s);
  }

  cancel(slot: number, reason: CancelReason): void {
    const { number, s } = this.book.orders[slot];
    if (number < 0) return;
    this.book.remove(slot);
    this.sink.onCancel(s, number, reason);
  }

  /** Takes the tactical part out of what waits for an instrument; what the core ledger wants goes on waiting. */
  cancelTactical(s: number, reason: CancelReason): void {
    this.cancel(2 * s, reason);
    const slot = 2 * s + 1;
    const order = this.book.orders[slot];
    if (order.number < 0 || order.tactical === 'none') return;
    if (order.core === 'none') this.cancel(slot, reason);
    else {
      order.tactical = 'none';
      order.units = order.coreUnits;
      this.sink.onWaiting(s);
    }
  }

  /** Signed tactical units that waiting orders of an instrument would add, as they looked at the decision. */
  pendingTactical(s: number): number {
    const { orders } = this.book;
    const reduction = orders[2 * s];
    const other = orders[2 * s + 1];
    let units = 0;
    if (reduction.number >= 0) units += reduction.units;
    if (other.number < 0) return units;
    // Exactly flat, where taking the core part off the sum would leave its rounding.
    if (other.tactical === 'flat') return units - this.portfolio.tactical.units(s);
    units += other.units - other.coreUnits;
    return units;
  }

  cancelAll(reason: CancelReason): void {
    for (let slot = 0; slot < this.book.orders.length; slot += 1) this.cancel(slot, reason);
  }

  /** Fills what is due at the open of slice i. An instrument without a candle keeps its orders waiting. */
  fillAtOpen(i: number): void {
    const { book, columns } = this;
    let queued = 0;
    let worth = Number.NaN;
    // Each fill takes its order out of the book, so that the next one moves up to k.
    for (let k = 0; k < book.waiting; ) {
      const slot = book.slotAt(k);
      const order = book.orders[slot];
      if (isReduction(slot) && this.isDue(order, i)) {
        this.resolve(order, columns[order.s].open[i], 0);
        this.execute(slot, order, i);
      } else k += 1;
    }
    for (let k = 0; k < book.waiting; k += 1) {
      const slot = book.slotAt(k);
      const order = book.orders[slot];
      if (isReduction(slot) || !this.isDue(order, i)) continue;
      if (this.rules.sizeAt === 'fill' && queued === 0) worth = this.worthAtOpen(i);
      this.resolve(order, columns[order.s].open[i], worth);
      this.enqueue(order, queued);
      queued += 1;
    }
    for (let q = 0; q < queued; q += 1) this.execute(2 * this.queue[q].s + 1, this.queue[q], i);
  }

  /**
   * Closes a tactical position inside a candle: a stop or a target.
   * @param raw price before slippage
   * @param limit it rests in the book: no slippage
   * @param taker which fee it pays
   */
  exitTactical(s: number, i: number, raw: number, limit: boolean, taker: boolean, reason: ExitReason): void {
    const units = -this.portfolio.tactical.units(s);
    this.describe(s, i, -1, reason, units, this.wholeLots(s, units) - units);
    this.settle(raw, limit ? raw : this.marketPrice(s, raw, units), this.fee(taker));
  }

  /** Closes everything of an instrument at a price of its own, as at the end of its data. */
  liquidate(s: number, i: number, price: number, raw: number, reason: ExitReason): void {
    const core = -this.portfolio.core.units(s);
    const tactical = -this.portfolio.tactical.units(s);
    if (core === 0 && tactical === 0) return;
    this.describe(s, i, -1, reason, tactical, core);
    this.settle(raw, price, this.rules.taker);
  }

  /** Price of a market order: slippage, then the worse tick. */
  private marketPrice(s: number, raw: number, direction: number): number {
    return roundToTick(slippedPrice(raw, direction, this.rules.slippage), direction, this.instruments[s]);
  }

  /** Units cut to whole lots; units that are whole lots but for rounding stay as they are, and never grow. */
  private wholeLots(s: number, units: number): number {
    const rounded = roundToLot(units, this.instruments[s]);
    const isWhole = Math.abs(units) - Math.abs(rounded) <= ROUNDING * Math.abs(units);
    return isWhole ? units : rounded;
  }

  private fee(taker: boolean): number {
    return taker ? this.rules.taker : this.rules.maker;
  }

  /** Whether an order waits, its instrument has a candle at i, and its latency has passed; each candle counts once. */
  private isDue(order: Order, i: number): boolean {
    if (order.number < 0 || Number.isNaN(this.columns[order.s].open[i])) return false;
    if (order.wait === 0) return true;
    order.wait -= 1;
    return false;
  }

  private worthAtOpen(i: number): number {
    let worth = this.portfolio.cash;
    for (let s = 0; s < this.columns.length; s += 1) {
      const units = this.portfolio.units(s);
      if (units === 0) continue;
      const { open, mark } = this.columns[s];
      worth += units * (Number.isNaN(open[i]) ? mark[i] : open[i]);
    }
    return worth;
  }

  /** Turns wishes into units, now that the open is known. */
  private resolve(order: Order, open: number, equity: number): void {
    const { s, tactical, core } = order;
    let t = 0;
    if (tactical === 'units') t = order.tacticalValue;
    else if (tactical === 'flat') t = -this.portfolio.tactical.units(s);
    else if (tactical === 'size') {
      const value = order.tacticalValue;
      const price = slippedPrice(open, value, this.rules.slippage);
      const target = this.sink.sizeAtFill(s, Math.abs(value), equity, price);
      t = value > 0 ? target : -target;
    }
    let c = 0;
    if (core === 'units') c = order.coreValue;
    else if (core === 'weight') c = (order.coreValue * equity) / open - this.portfolio.core.units(s);
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

  private execute(slot: number, order: Order, i: number): void {
    const { s, number, tacticalPart: tactical, corePart: core } = order;
    const open = this.columns[s].open[i];
    const wanted = tactical + core;
    this.book.remove(slot);
    if (tactical === 0 && core === 0) {
      this.sink.onCancel(s, number, 'nothing-to-do');
      return;
    }
    const direction = wanted > 0 ? 1 : -1;
    // Opposite wishes of one size cross at the open: nothing goes to the venue.
    const price = wanted === 0 ? open : this.marketPrice(s, open, direction);
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
    size = Math.abs(this.wholeLots(s, size));
    // The ledgers may share a lot: when the tactical one goes flat, the core takes over what is no whole lot.
    const sharesLot = order.tactical === 'flat' && (core !== 0 || this.portfolio.core.units(s) !== 0);
    const isHandedOver = sharesLot && Math.abs(wanted) - size < (this.instruments[s].lotStep ?? 0);
    if (size === 0 && tactical * core >= 0 && !isHandedOver) {
      this.sink.onCancel(s, number, reason);
      return;
    }
    const filled = direction * size;
    const toTactical = isHandedOver ? tactical : shareOf(tactical, core, filled);
    this.describe(s, i, number, order.reason, toTactical, filled - toTactical);
    const short = Math.abs(this.wholeLots(s, asked)) - size;
    this.fill.short = short > CUT * asked ? short : 0;
    this.settle(open, price, this.rules.taker);
  }

  private describe(
    s: number,
    i: number,
    order: number,
    reason: FillEvent['reason'],
    tactical: number,
    core: number,
  ): void {
    const fill = this.fill;
    fill.s = s;
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

/** Even slots hold reductions: see `OrderBook`. */
function isReduction(slot: number): boolean {
  return (slot & 1) === 0;
}
