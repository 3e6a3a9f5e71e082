import { type OrderExecutor, roundToLot } from '../execution/index.ts';
import {
  type CoreWish,
  createOrderRequest,
  type Instrument,
  type Market,
  type OrderReason,
  type OrderRequest,
  type Portfolio,
  type TacticalWish,
} from '../model/index.ts';
import type { OrderContext, RiskValidator } from '../risk/index.ts';
import type { RefusalCounts } from './refusal-counts.ts';
import type { RunRecorder } from './run-recorder.ts';

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
  private readonly request: OrderRequest;
  private readonly context: OrderContext = {
    price: Number.NaN,
    equity: Number.NaN,
    held: Number.NaN,
    day: 0,
    grossElsewhere: Number.NaN,
    netElsewhere: Number.NaN,
  };
  /** Close the tactical position: 1. */
  private readonly close: Uint8Array;
  private readonly closeReason: OrderReason[];
  private readonly tactical: TacticalWish[];
  private readonly tacticalValue: Float64Array;
  private readonly tacticalUnits: Float64Array;
  private readonly tacticalReason: OrderReason[];
  private readonly risk: Float64Array;
  private readonly core: CoreWish[];
  private readonly coreValue: Float64Array;
  private readonly coreUnits: Float64Array;
  private readonly coreReason: OrderReason[];
  private wishes = 0;

  constructor(
    market: Market,
    instruments: readonly Instrument[],
    portfolio: Portfolio,
    validator: RiskValidator,
    executor: OrderExecutor,
    refusals: RefusalCounts,
    recorder: RunRecorder | null,
  ) {
    const n = instruments.length;
    this.market = market;
    this.instruments = instruments;
    this.portfolio = portfolio;
    this.validator = validator;
    this.executor = executor;
    this.refusals = refusals;
    this.recorder = recorder;
    this.request = createOrderRequest();
    this.close = new Uint8Array(n);
    this.closeReason = new Array<OrderReason>(n).fill('exit');
    this.tactical = new Array<TacticalWish>(n).fill('none');
    this.tacticalValue = new Float64Array(n);
    this.tacticalUnits = new Float64Array(n);
    this.tacticalReason = new Array<OrderReason>(n).fill('entry');
    this.risk = new Float64Array(n);
    this.core = new Array<CoreWish>(n).fill('none');
    this.coreValue = new Float64Array(n);
    this.coreUnits = new Float64Array(n);
    this.coreReason = new Array<OrderReason>(n).fill('rebalance');
  }

  /** A decision wants the tactical position closed. */
  closeTactical(s: number, reason: OrderReason): void {
    this.close[s] = 1;
    this.closeReason[s] = reason;
    this.wishes += 1;
  }

  /**
   * A decision wants tactical units moved.
   * @param value signed units, or for `size` what the fill shall resolve
   * @param units signed units as they look now
   */
  moveTactical(s: number, wish: TacticalWish, value: number, units: number, reason: OrderReason, risk: number): void {
    this.tactical[s] = wish;
    this.tacticalValue[s] = value;
    this.tacticalUnits[s] = units;
    this.tacticalReason[s] = reason;
    this.risk[s] = risk;
    this.wishes += 1;
  }

  /** The rebalancer, or a halt, wants core units moved. */
  moveCore(s: number, wish: CoreWish, value: number, units: number, reason: OrderReason): void {
    this.core[s] = wish;
    this.coreValue[s] = value;
    this.coreUnits[s] = units;
    this.coreReason[s] = reason;
    this.wishes += 1;
  }

  /** Nets, judges and sends all wishes of slice i. */
  send(i: number, equity: number): void {
    if (this.wishes === 0) return;
    this.wishes = 0;
    this.context.equity = equity;
    this.context.day = this.market.day[i];
    const n = this.instruments.length;
    for (let s = 0; s < n; s += 1) if (this.close[s] === 1) this.sendClose(s, i);
    for (let s = 0; s < n; s += 1) if (this.isWanted(s) && this.takesOff(s)) this.sendMain(s, i);
    for (let s = 0; s < n; s += 1) if (this.isWanted(s)) this.sendMain(s, i);
  }

  /** Holds within one `send`, so that nothing of an earlier slice is left. */
  private isWanted(s: number): boolean {
    return this.tactical[s] !== 'none' || this.core[s] !== 'none';
  }

  private takesOff(s: number): boolean {
    const held = this.portfolio.units(s);
    const units = this.tacticalUnits[s] + this.coreUnits[s];
    return units * held < 0 && Math.abs(held + units) <= Math.abs(held);
  }

  /** A close alone, or the first half of a flip, is a reduction; with a core wish beside it, it is netted. */
  private sendClose(s: number, i: number): void {
    this.close[s] = 0;
    const units = -this.portfolio.tactical.units[s];
    this.executor.cancelTactical(s, 'replaced');
    if (units === 0) return;
    if (this.executor.book.isWaiting(mainSlot(s))) this.inheritWaiting(s);
    if (this.core[s] !== 'none' && this.tactical[s] === 'none') {
      this.tactical[s] = 'flat';
      this.tacticalUnits[s] = units;
      this.tacticalReason[s] = this.closeReason[s];
      this.risk[s] = -1;
      return;
    }
    this.sendFlat(s, i, units, this.closeReason[s]);
  }

  private sendFlat(s: number, i: number, units: number, reason: OrderReason): void {
    const request = this.request;
    request.s = s;
    request.reason = reason;
    request.reduceOnly = true;
    request.tactical = 'flat';
    request.tacticalValue = 0;
    request.core = 'none';
    request.coreValue = 0;
    request.units = units;
    request.coreUnits = 0;
    request.riskScore = -1;
    this.submit(i, this.portfolio.units(s));
  }

  private sendMain(s: number, i: number): void {
    const request = this.request;
    request.s = s;
    request.reduceOnly = false;
    this.inheritWaiting(s);
    const both = this.tactical[s] !== 'none' && this.core[s] !== 'none';
    const tactical = this.tactical[s] !== 'none';
    request.reason = both ? 'netted' : tactical ? this.tacticalReason[s] : this.coreReason[s];
    request.tactical = this.tactical[s];
    request.tacticalValue = this.tacticalValue[s];
    request.core = this.core[s];
    request.coreValue = this.coreValue[s];
    request.coreUnits = this.core[s] !== 'none' ? this.coreUnits[s] : 0;
    request.units = (tactical ? this.tacticalUnits[s] : 0) + request.coreUnits;
    request.riskScore = tactical ? this.risk[s] : -1;
    const { book } = this.executor;
    const closing = book.isWaiting(reduceSlot(s)) ? book.units[reduceSlot(s)] : 0;
    const isSent = this.submit(i, this.portfolio.units(s) + closing);
    // A close must not fall with the core's wish that it was netted with.
    if (!isSent && request.tactical === 'flat') this.sendFlat(s, i, this.tacticalUnits[s], this.tacticalReason[s]);
    this.tactical[s] = 'none';
    this.core[s] = 'none';
    this.tacticalUnits[s] = 0;
    this.coreUnits[s] = 0;
  }

  /** An order that still waits is replaced; what the other ledger wanted of it is kept. */
  private inheritWaiting(s: number): void {
    const { book } = this.executor;
    const slot = mainSlot(s);
    if (!book.isWaiting(slot)) return;
    if (this.tactical[s] === 'none' && book.tactical[slot] !== 'none') {
      this.tactical[s] = book.tactical[slot];
      this.tacticalValue[s] = book.tacticalValue[slot];
      this.tacticalUnits[s] = book.units[slot] - book.coreUnits[slot];
      this.tacticalReason[s] = book.reason[slot];
      this.risk[s] = -1;
    } else if (this.core[s] === 'none' && book.core[slot] !== 'none') {
      this.core[s] = book.core[slot];
      this.coreValue[s] = book.coreValue[slot];
      this.coreUnits[s] = book.coreUnits[slot];
      this.coreReason[s] = 'rebalance';
    }
  }

  /** @returns false when the validator refused */
  private submit(i: number, held: number): boolean {
    const request = this.request;
    const { s } = request;
    const context = this.context;
    context.price = this.market.columns[s].mark[i];
    context.held = held;
    this.measureElsewhere(s, i);
    const approval = this.validator.validate(request, context, this.instruments[s]);
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
      roundToLot(Math.sign(request.units) * Math.min(Math.abs(request.units), approval.capUnits), this.instruments[s]),
      request.reason,
      request.reduceOnly,
      approval.reduced ? (code ?? '') : '',
    );
    this.executor.submit(approval);
    this.validator.countSubmitted(context.day);
    return true;
  }

  private measureElsewhere(s: number, i: number): void {
    let gross = 0;
    let net = 0;
    const { marks } = this.market;
    const { length } = this.instruments;
    for (let o = 0; o < length; o += 1) {
      if (o === s) continue;
      const notional = (this.portfolio.units(o) + this.executor.book.pendingUnits(o)) * marks[i * length + o];
      gross += Math.abs(notional);
      net += notional;
    }
    this.context.grossElsewhere = gross;
    this.context.netElsewhere = net;
  }
}
