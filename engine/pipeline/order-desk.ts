import { type OrderExecutor, roundToLot } from '../execution/index.ts';
import type { CoreWish, Line, Market, Order, OrderReason, Portfolio, TacticalWish } from '../model/index.ts';
import type { OrderContext, RiskValidator } from '../risk/index.ts';
import type { RefusalCounts } from './refusal-counts.ts';
import type { RunRecorder } from './run-recorder.ts';
import { createWishes, type Wishes } from './wishes.ts';

/** Of `OrderDesk.nextOrder`. */
const PASSES = 3;

/**
 * Where the wishes of decisions and of the rebalancer for one slice meet: netted per instrument into one order
 * (a flip into two), judged once by the risk validator, and sent. Reductions are judged first, since they make room.
 */
export class OrderDesk {
  private readonly market: Market;
  private readonly lines: readonly Line[];
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
  /** Wishes of this slice in instrument order, the first `count`. */
  private readonly wanted: Wishes[];
  private count = 0;

  constructor(
    market: Market,
    lines: readonly Line[],
    portfolio: Portfolio,
    validator: RiskValidator,
    executor: OrderExecutor,
    refusals: RefusalCounts,
    recorder: RunRecorder | null,
  ) {
    this.market = market;
    this.lines = lines;
    this.portfolio = portfolio;
    this.validator = validator;
    this.executor = executor;
    this.refusals = refusals;
    this.recorder = recorder;
    this.wishes = lines.map(createWishes);
    this.wanted = [...this.wishes];
  }

  /** A decision wants the tactical position closed. */
  closeTactical(line: Line, reason: OrderReason): void {
    const wishes = this.wishesOf(line);
    wishes.close = true;
    wishes.closeReason = reason;
  }

  /**
   * A decision wants tactical units moved.
   * @param value signed units, or for `size` what the fill shall resolve
   * @param units signed units as they look now
   */
  moveTactical(line: Line, wish: TacticalWish, value: number, units: number, reason: OrderReason, risk: number): void {
    const wishes = this.wishesOf(line);
    wishes.tactical = wish;
    wishes.tacticalValue = value;
    wishes.tacticalUnits = units;
    wishes.tacticalReason = reason;
    wishes.risk = risk;
  }

  /** The rebalancer, or a halt, wants core units moved. */
  moveCore(line: Line, wish: CoreWish, value: number, units: number, reason: OrderReason): void {
    const wishes = this.wishesOf(line);
    wishes.core = wish;
    wishes.coreValue = value;
    wishes.coreUnits = units;
    wishes.coreReason = reason;
  }

  /** Nets, judges and sends all wishes of slice i. */
  send(i: number, equity: number): void {
    const { wanted, count } = this;
    if (count === 0) return;
    this.context.equity = equity;
    this.context.day = this.market.day[i];
    for (let pass = 0; pass < PASSES; pass += 1) {
      for (let k = 0; k < count; k += 1) {
        const order = this.nextOrder(wanted[k], pass);
        if (order !== null) this.submit(order, i);
      }
    }
    for (let k = 0; k < count; k += 1) wanted[k].isNoted = false;
    this.count = 0;
  }

  /** What a pass over the instruments orders for one of them: first closes, then what makes room, then everything. */
  private nextOrder(wishes: Wishes, pass: number): Order | null {
    if (pass === 0) return wishes.close ? this.closingOrder(wishes) : null;
    return isWanted(wishes) && (pass === PASSES - 1 || takesOff(wishes)) ? mainOrder(wishes) : null;
  }

  /** The wishes for an instrument, which will be seen to. */
  private wishesOf(line: Line): Wishes {
    const wishes = this.wishes[line.s];
    if (wishes.isNoted) return wishes;
    wishes.isNoted = true;
    const { wanted } = this;
    let k = this.count;
    for (; k > 0 && wanted[k - 1].line.s > line.s; k -= 1) wanted[k] = wanted[k - 1];
    wanted[k] = wishes;
    this.count += 1;
    return wishes;
  }

  /** A close alone, or the first half of a flip, is a reduction; with a core wish beside it, it is netted. */
  private closingOrder(wishes: Wishes): Order | null {
    const { line } = wishes;
    wishes.close = false;
    this.executor.cancelTactical(line, 'replaced');
    if (line.tactical.units === 0) return null;
    inheritWaiting(wishes);
    if (wishes.core === 'none' || wishes.tactical !== 'none') return flatOrder(line, wishes.closeReason);
    wishes.tactical = 'flat';
    wishes.tacticalUnits = -line.tactical.units;
    wishes.tacticalReason = wishes.closeReason;
    wishes.risk = -1;
    return null;
  }

  private submit(order: Order, i: number): void {
    const { line } = order;
    const context = this.context;
    const closing = line.reduction.number >= 0 ? line.reduction.units : 0;
    context.price = line.columns.mark[i];
    context.held = line.units() + closing;
    this.measureElsewhere(line.s, i);
    const approval = this.validator.validate(order, context, line.instrument);
    const { code } = this.validator;
    if (approval === null) {
      this.refusals.add('risk', code ?? 'non-finite', line.s);
      // A close must not fall with the core's wish that it was netted with.
      const isNetted = !order.reduceOnly && order.tactical === 'flat';
      if (isNetted) this.submit(flatOrder(line, this.wishes[line.s].tacticalReason), i);
      return;
    }
    if (code !== null) this.refusals.add('reduced', code, line.s);
    const units = Math.sign(order.units) * Math.min(Math.abs(order.units), order.capUnits);
    this.recorder?.order(
      this.executor.submitted,
      i,
      line.s,
      roundToLot(units, line.instrument),
      order.reason,
      order.reduceOnly,
      order.reduced ? (code ?? '') : '',
    );
    this.executor.submit(approval);
    this.validator.countSubmitted(context.day);
  }

  private measureElsewhere(s: number, i: number): void {
    let gross = 0;
    let net = 0;
    const { marks } = this.market;
    const { held } = this.portfolio;
    const { length } = held;
    const isWaiting = this.executor.book.waiting > 0;
    for (let o = 0; o < length; o += 1) {
      if (o === s) continue;
      const units = isWaiting ? held[o] + this.lines[o].pendingUnits() : held[o];
      const notional = units * marks[i * length + o];
      gross += Math.abs(notional);
      net += notional;
    }
    this.context.grossElsewhere = gross;
    this.context.netElsewhere = net;
  }
}

/** Turns the wishes into the line's order; none is left. */
function mainOrder(wishes: Wishes): Order {
  inheritWaiting(wishes);
  const { line, tactical, core } = wishes;
  const hasTactical = tactical !== 'none';
  const hasCore = core !== 'none';
  const order = line.blank(false);
  order.reason = hasTactical ? (hasCore ? 'netted' : wishes.tacticalReason) : wishes.coreReason;
  order.tactical = tactical;
  order.tacticalValue = wishes.tacticalValue;
  order.core = core;
  order.coreValue = wishes.coreValue;
  order.coreUnits = hasCore ? wishes.coreUnits : 0;
  order.units = (hasTactical ? wishes.tacticalUnits : 0) + order.coreUnits;
  order.riskScore = hasTactical ? wishes.risk : -1;
  wishes.tactical = 'none';
  wishes.core = 'none';
  wishes.tacticalUnits = 0;
  wishes.coreUnits = 0;
  return order;
}

function flatOrder(line: Line, reason: OrderReason): Order {
  const order = line.blank(true);
  order.reason = reason;
  order.tactical = 'flat';
  order.tacticalValue = 0;
  order.core = 'none';
  order.coreValue = 0;
  order.units = -line.tactical.units;
  order.coreUnits = 0;
  order.riskScore = -1;
  return order;
}

function takesOff({ line, tacticalUnits, coreUnits }: Wishes): boolean {
  const held = line.units();
  const units = tacticalUnits + coreUnits;
  return units * held < 0 && Math.abs(held + units) <= Math.abs(held);
}

/** An order that still waits is replaced; what the other ledger wanted of it is kept. */
function inheritWaiting(wishes: Wishes): void {
  const waiting = wishes.line.main;
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

/** Holds within one `send`, so that nothing of an earlier slice is left. */
function isWanted({ tactical, core }: Wishes): boolean {
  return tactical !== 'none' || core !== 'none';
}
