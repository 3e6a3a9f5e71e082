import { type Approval, createOrder, type Order } from '../model/index.ts';

/**
 * Orders that wait for their fill: at most one that reduces and one that does anything else per instrument,
 * since a flip is two orders and everything else is netted. Slot 2 s holds the reduction, 2 s + 1 the other.
 */
export class OrderBook {
  /** By slot: the order that waits there, or one that has left. */
  readonly orders: Order[];
  /** By slot: an order to write the next request into, while the present one may still wait. */
  private readonly blanks: Order[];
  /** Slots of the waiting orders, ascending: the first `waiting`. */
  private readonly slots: Int32Array;
  /** Waiting orders in all. */
  waiting = 0;

  constructor(instruments: number) {
    this.orders = Array.from({ length: 2 * instruments }, createOrder);
    this.slots = new Int32Array(2 * instruments);
    this.blanks = Array.from({ length: 2 * instruments }, createOrder);
  }

  /** The order to write the next request for a slot into; what it last held is still there. */
  blank(slot: number): Order {
    return this.blanks[slot];
  }

  isWaiting(slot: number): boolean {
    return this.orders[slot].number >= 0;
  }

  /** Signed units that waiting orders of an instrument would add, as they looked at the decision. */
  pendingUnits(s: number): number {
    const reduction = this.orders[2 * s];
    const other = this.orders[2 * s + 1];
    let units = 0;
    if (reduction.number >= 0) units += reduction.units;
    if (other.number >= 0) units += other.units;
    return units;
  }

  /** The core part of them. */
  pendingCore(s: number): number {
    const order = this.orders[2 * s + 1];
    return order.number >= 0 ? order.coreUnits : 0;
  }

  /** Puts an approved order into its slot, which must be empty; what was there becomes the blank. */
  place(slot: number, approval: Approval, number: number, wait: number): void {
    // Whoever approved or sent it is done with it: from here on only execution writes to it.
    const order: Order = approval;
    order.number = number;
    order.wait = wait;
    this.blanks[slot] = this.orders[slot];
    this.orders[slot] = order;
    const { slots } = this;
    let k = this.waiting;
    for (; k > 0 && slots[k - 1] > slot; k -= 1) slots[k] = slots[k - 1];
    slots[k] = slot;
    this.waiting += 1;
  }

  /** Slot of the k-th waiting order. */
  slotAt(k: number): number {
    return this.slots[k];
  }

  remove(slot: number): void {
    this.orders[slot].number = -1;
    const { slots } = this;
    this.waiting -= 1;
    let k = 0;
    while (slots[k] < slot) k += 1;
    for (; k < this.waiting; k += 1) slots[k] = slots[k + 1];
  }
}
