import type { Line } from './line.ts';
import type { OrderReason } from './records.ts';

declare const minted: unique symbol;

/** How the tactical part of an order is sized: fixed units, everything held, or resolved at the fill. */
export type TacticalWish = 'none' | 'units' | 'flat' | 'size';
/** How the core part is sized: fixed units, or a target weight resolved at the fill. */
export type CoreWish = 'none' | 'units' | 'weight';

/** What somebody wants done with one instrument; the risk validator judges it. */
export interface OrderRequest {
  reason: OrderReason;
  tactical: TacticalWish;
  /** Signed units, or for `size` the direction times multiplier times confidence. */
  tacticalValue: number;
  core: CoreWish;
  /** Signed units, or for `weight` the target weight of equity. */
  coreValue: number;
  /** Signed units as they look at the decision's close, both parts together. */
  units: number;
  /** The core part of `units`. */
  coreUnits: number;
  /** 0 to 1; negative where no risk score applies. */
  riskScore: number;
}

/** An order from the request to the fill: each stage writes its own part, and nothing is copied on the way. */
export interface Order extends OrderRequest {
  readonly line: Line;
  /** Only takes exposure off. */
  readonly reduceOnly: boolean;
  /** What no fill of this order may exceed; written by the risk validator. */
  capUnits: number;
  capNotional: number;
  /** The verdict was "reduced". */
  reduced: boolean;
  /** Number of the order; -1 while it does not wait in the order book. */
  number: number;
  /** Candles of the instrument that must still pass before it may fill. */
  wait: number;
  /** Signed units of each ledger and money of both at the open, once that is known. */
  tacticalPart: number;
  corePart: number;
  notional: number;
}

/**
 * A blank order, for its owner to fill in again and again. Numbers begin as NaN: a field that begins as a small
 * integer changes the shape of its object with the first fraction, and every later access pays for it.
 */
export function createOrder(line: Line, reduceOnly: boolean): Order {
  return {
    line,
    reduceOnly,
    reason: 'entry',
    tactical: 'none',
    tacticalValue: Number.NaN,
    core: 'none',
    coreValue: Number.NaN,
    units: Number.NaN,
    coreUnits: Number.NaN,
    riskScore: Number.NaN,
    capUnits: Number.NaN,
    capNotional: Number.NaN,
    reduced: false,
    number: -1,
    wait: 0,
    tacticalPart: Number.NaN,
    corePart: Number.NaN,
    notional: Number.NaN,
  };
}

/**
 * An order that passed the risk validator: the only thing that the order executor takes.
 * The brand cannot be written outside; the validator holds the one cast.
 */
export interface Approval extends Readonly<Order> {
  readonly [minted]: true;
}
