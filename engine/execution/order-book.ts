import type { Approval, CoreWish, OrderReason, TacticalWish } from '../model/index.ts';

/**
 * Orders that wait for their fill: at most one that reduces and one that does anything else per instrument,
 * since a flip is two orders and everything else is netted. Columns by slot: 2 s for the reduction, 2 s + 1 for the other.
 */
export class OrderBook {
  readonly tactical: TacticalWish[];
  readonly tacticalValue: Float64Array;
  readonly core: CoreWish[];
  readonly coreValue: Float64Array;
  readonly capUnits: Float64Array;
  readonly capNotional: Float64Array;
  readonly reason: OrderReason[];
  /** Signed units as they looked at the decision. */
  readonly units: Float64Array;
  /** The core part of them. */
  readonly coreUnits: Float64Array;
  /** Number of the order, -1 for an empty slot. */
  readonly order: Int32Array;
  /** Candles of the instrument that must still pass before it may fill. */
  readonly wait: Int32Array;
  /** Waiting orders in all. */
  waiting = 0;

  constructor(instruments: number) {
    const slots = 2 * instruments;
    this.tactical = new Array<TacticalWish>(slots).fill('none');
    this.tacticalValue = new Float64Array(slots);
    this.core = new Array<CoreWish>(slots).fill('none');
    this.coreValue = new Float64Array(slots);
    this.capUnits = new Float64Array(slots);
    this.capNotional = new Float64Array(slots);
    this.reason = new Array<OrderReason>(slots).fill('entry');
    this.units = new Float64Array(slots);
    this.coreUnits = new Float64Array(slots);
    this.order = new Int32Array(slots).fill(-1);
    this.wait = new Int32Array(slots);
  }

  isWaiting(slot: number): boolean {
    return this.order[slot] >= 0;
  }

  /** Signed units that waiting orders of an instrument would add, as they looked at the decision. */
  pendingUnits(s: number): number {
    let units = 0;
    if (this.isWaiting(2 * s)) units += this.units[2 * s];
    if (this.isWaiting(2 * s + 1)) units += this.units[2 * s + 1];
    return units;
  }

  /** The core part of them. */
  pendingCore(s: number): number {
    return this.isWaiting(2 * s + 1) ? this.coreUnits[2 * s + 1] : 0;
  }

  /** Puts an approved order into its slot; the slot must be empty. */
  place(slot: number, approval: Approval, order: number, wait: number): void {
    this.tactical[slot] = approval.tactical;
    this.tacticalValue[slot] = approval.tacticalValue;
    this.core[slot] = approval.core;
    this.coreValue[slot] = approval.coreValue;
    this.capUnits[slot] = approval.capUnits;
    this.capNotional[slot] = approval.capNotional;
    this.reason[slot] = approval.reason;
    this.units[slot] = approval.units;
    this.coreUnits[slot] = approval.coreUnits;
    this.order[slot] = order;
    this.wait[slot] = wait;
    this.waiting += 1;
  }

  remove(slot: number): void {
    this.order[slot] = -1;
    this.waiting -= 1;
  }
}
