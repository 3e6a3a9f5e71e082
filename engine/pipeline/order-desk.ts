import { type OrderExecutor, roundToLot } from '../execution/index.ts';
import type { CoreWish, Instrument, Market, Order, OrderReason, Portfolio, TacticalWish } from '../model/index.ts';
import type { OrderContext, RiskValidator } from '../risk/index.ts';
import type { RefusalCounts } from './refusal-counts.ts';
import type { RunRecorder } from './run-recorder.ts';
import { createWishes, type Wishes } from './wishes.ts';

/** Slot of the reduction and of everything else, in the order book. */
const reduceSlot = (s: number): number => 2 * s;
const mainSlot = (s: number): number => 2 * s + 1;

/**
 * Where the wishes of decisions and of the rebalancer for one slice meet: netted per instrument into one order
 * (a flip into two), judged once by the risk validator, and sent. Reductions are judged first, since they make room.
 */
export class OrderDesk {
  private readonly market: Market;
  private readonly instruments: readonly Instrument[];
  private readonly portfolio: Portfolio;
  private readonly validator: RiskValidator;
  private readonly executor: OrderExecutor;
  private readonly refusals: RefusalCounts;
  private readonly recorder: RunRecorder | null;
  private readonly context: OrderContext = {
    price: Number.NaN,
    equity: Number.NaN,
    held: Number.NaN,
    day: 0,
    grossElsewhere: Number.NaN,
    netElsewhere: Number.NaN,
  };
  /** By instrument. */
  private readonly wishes: readonly Wishes[];
  /** Instruments of which something is wanted in this slice, the first `count`. */
  private readonly wanted: Int32Array;
  private count = 0;

  constructor(
    market: Market,
    instruments: readonly Instrument[],
    portfolio: Portfolio,
    validator: RiskValidator,
    executor: OrderExecutor,
    refusals: RefusalCounts,
    recorder: RunRecorder | null,
  ) {
    this.market = market;
    this.instruments = instruments;
    this.portfolio = portfolio;
    this.validator = validator;
    this.executor = executor;
    this.refusals = refusals;
    this.recorder = recorder;
    this.wishes = instruments.map(createWishes);
    this.wanted = new Int32Array(instruments.length);
  }

  /** A decision wants the tactical position closed. */
  closeTactical(s: number, reason: OrderReason): void {
    const wishes = this.wishesOf(s);
    wishes.close = true;
    wishes.closeReason = reason;
  }

  /**
   * A decision wants tactical units moved.
   * @param value signed units, or for `size` what the fill shall resolve
   * @param units signed units as they look now
   */
  moveTactical(s: number, wish: TacticalWish, value: number, units: number, reason: OrderReason, risk: number): void {
    const wishes = this.wishesOf(s);
    wishes.tactical = wish;
    wishes.tacticalValue = value;
    wishes.tacticalUnits = units;
    wishes.tacticalReason = reason;
    wishes.risk = risk;
  }

  /** The rebalancer, or a halt, wants core units moved. */
  moveCore(s: number, wish: CoreWish, value: number, units: number, reason: OrderReason): void {
    const wishes = this.wishesOf(s);
    wishes.core = wish;
    wishes.coreValue = value;
    wishes.coreUnits = units;
    wishes.coreReason = reason;
  }

  /** Nets, judges and sends all wishes of slice i. */
  send(i: number, equity: number): void {
    const { wishes, wanted, count } = this;
    if (count === 0) return;
    this.context.equity = equity;
    this.context.day = this.market.day[i];
    for (let k = 0; k < count; k += 1) {
      const s = wanted[k];
      const wish = wishes[s];
      wish.isNoted = false;
      if (wish.close) this.sendClose(s, wish, i);
    }
    for (let k = 0; k < count && count > 1; k += 1) {
      const s = wanted[k];
      if (isWanted(wishes[s]) && this.takesOff(s, wishes[s])) this.sendMain(s, wishes[s], i);
    }
    for (let k = 0; k < count; k += 1) {
      const s = wanted[k];
      if (isWanted(wishes[s])) this.sendMain(s, wishes[s], i);
    }
    this.count = 0;
  }

  /** The wishes for an instrument, noted in instrument order. */
  private wishesOf(s: number): Wishes {
    const wishes = this.wishes[s];
    if (wishes.isNoted) return wishes;
    wishes.isNoted = true;
    const { wanted } = this;
    let k = this.count;
    for (; k > 0 && wanted[k - 1] > s; k -= 1) wanted[k] = wanted[k - 1];
    wanted[k] = s;
    this.count += 1;
    return wishes;
  }

  private takesOff(s: number, { tacticalUnits, coreUnits }: Wishes): boolean {
    const held = this.portfolio.units(s);
    const units = tacticalUnits + coreUnits;
    return units * held < 0 && Math.abs(held + units) <= Math.abs(held);
  }

  /** A close alone, or the first half of a flip, is a reduction; with a core wish beside it, it is netted. */
  private sendClose(s: number, wishes: Wishes, i: number): void {
    wishes.close = false;
    const units = -this.portfolio.tactical.units(s);
    this.executor.cancelTactical(s, 'replaced');
    if (units === 0) return;
    this.inheritWaiting(s, wishes);
    if (wishes.core !== 'none' && wishes.tactical === 'none') {
      wishes.tactical = 'flat';
      wishes.tacticalUnits = units;
      wishes.tacticalReason = wishes.closeReason;
      wishes.risk = -1;
      return;
    }
    this.sendFlat(s, i, units, wishes.closeReason);
  }

  private sendFlat(s: number, i: number, units: number, reason: OrderReason): void {
    const order = this.executor.book.blank(reduceSlot(s));
    order.s = s;
    order.reason = reason;
    order.reduceOnly = true;
    order.tactical = 'flat';
    order.tacticalValue = 0;
    order.core = 'none';
    order.coreValue = 0;
    order.units = units;
    order.coreUnits = 0;
    order.riskScore = -1;
    this.submit(order, i, this.portfolio.units(s));
  }

  private sendMain(s: number, wishes: Wishes, i: number): void {
    this.inheritWaiting(s, wishes);
    const { book } = this.executor;
    const hasTactical = wishes.tactical !== 'none';
    const hasCore = wishes.core !== 'none';
    const order = book.blank(mainSlot(s));
    order.s = s;
    order.reason = hasTactical ? (hasCore ? 'netted' : wishes.tacticalReason) : wishes.coreReason;
    order.reduceOnly = false;
    order.tactical = wishes.tactical;
    order.tacticalValue = wishes.tacticalValue;
    order.core = wishes.core;
    order.coreValue = wishes.coreValue;
    order.coreUnits = hasCore ? wishes.coreUnits : 0;
    order.units = (hasTactical ? wishes.tacticalUnits : 0) + order.coreUnits;
    order.riskScore = hasTactical ? wishes.risk : -1;
    const closing = book.isWaiting(reduceSlot(s)) ? book.orders[reduceSlot(s)].units : 0;
    const isSent = this.submit(order, i, this.portfolio.units(s) + closing);
    // A close must not fall with the core's wish that it was netted with.
    if (!isSent && wishes.tactical === 'flat') this.sendFlat(s, i, wishes.tacticalUnits, wishes.tacticalReason);
    wishes.tactical = 'none';
    wishes.core = 'none';
    wishes.tacticalUnits = 0;
    wishes.coreUnits = 0;
  }

  /** An order that still waits is replaced; what the other ledger wanted of it is kept. */
  private inheritWaiting(s: number, wishes: Wishes): void {
    const waiting = this.executor.book.orders[mainSlot(s)];
    if (waiting.number < 0) return;
    if (wishes.tactical === 'none' && waiting.tactical !== 'none') {
      wishes.tactical = waiting.tactical;
      wishes.tacticalValue = waiting.tacticalValue;
      wishes.tacticalUnits = waiting.units - waiting.coreUnits;
      wishes.tacticalReason = waiting.reason;
      wishes.risk = -1;
    } else if (wishes.core === 'none' && waiting.core !== 'none') {
      wishes.core = waiting.core;
      wishes.coreValue = waiting.coreValue;
      wishes.coreUnits = waiting.coreUnits;
      wishes.coreReason = 'rebalance';
    }
  }

  /** @returns false when the validator refused */
  private submit(order: Order, i: number, held: number): boolean {
    const { s } = order;
    const context = this.context;
    context.price = this.market.columns[s].mark[i];
    context.held = held;
    this.measureElsewhere(s, i);
    const approval = this.validator.validate(order, context, this.instruments[s]);
    const { code } = this.validator;
    if (approval === null) {
      this.refusals.add('risk', code ?? 'non-finite', s);
      return false;
    }
    if (code !== null) this.refusals.add('reduced', code, s);
    const number = this.executor.submitted;
    this.recorder?.order(
      number,
      i,
      s,
      roundToLot(Math.sign(order.units) * Math.min(Math.abs(order.units), order.capUnits), this.instruments[s]),
      order.reason,
      order.reduceOnly,
      order.reduced ? (code ?? '') : '',
    );
    this.executor.submit(approval);
    this.validator.countSubmitted(context.day);
    return true;
  }

  private measureElsewhere(s: number, i: number): void {
    let gross = 0;
    let net = 0;
    const { marks } = this.market;
    const { held } = this.portfolio;
    const { book } = this.executor;
    const { length } = held;
    for (let o = 0; o < length; o += 1) {
      if (o === s) continue;
      const units = book.waiting === 0 ? held[o] : held[o] + book.pendingUnits(o);
      const notional = units * marks[i * length + o];
      gross += Math.abs(notional);
      net += notional;
    }
    this.context.grossElsewhere = gross;
    this.context.netElsewhere = net;
  }
}

/** Holds within one `send`, so that nothing of an earlier slice is left. */
function isWanted({ tactical, core }: Wishes): boolean {
  return tactical !== 'none' || core !== 'none';
}
