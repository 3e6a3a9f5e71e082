import type { Approval, Line, Order } from '../model/index.ts';

/**
 * Orders that wait for their fill: at most one that reduces and one that does anything else per instrument,
 * since a flip is two orders and everything else is netted.
 */
export class OrderBook {
  /** By instrument, the reduction before the other: the first `waiting`. Holds more than those. */
  readonly orders: Order[];
  /** Waiting orders in all. */
  waiting = 0;

  constructor(lines: readonly Line[]) {
    this.orders = lines.flatMap((line) => [line.reduction, line.main]);
  }

  /** Puts an approved order into its line, where none of its kind may wait. */
  place(approval: Approval, number: number, wait: number): void {
    const order = approval.line.place(approval);
    order.number = number;
    order.wait = wait;
    const { orders } = this;
    let k = this.waiting;
    for (; k > 0 && comesBefore(order, orders[k - 1]); k -= 1) orders[k] = orders[k - 1];
    orders[k] = order;
    this.waiting += 1;
  }

  remove(order: Order): void {
    order.number = -1;
    const { orders } = this;
    this.waiting -= 1;
    let k = 0;
    while (orders[k] !== order) k += 1;
    for (; k < this.waiting; k += 1) orders[k] = orders[k + 1];
  }
}

function comesBefore(a: Order, b: Order): boolean {
  return a.line === b.line ? a.reduceOnly : a.line.s < b.line.s;
}
