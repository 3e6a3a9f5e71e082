import type { ExitReason, Line, OrderReason } from '../model/index.ts';

/** One fill, as it happened; the object is reused and holds until the next fill. */
export interface FillEvent {
  line: Line;
  /** Number of the order; -1 for a protective exit. */
  order: number;
  /** Signed units, and how the ledgers share them. */
  units: number;
  core: number;
  tactical: number;
  price: number;
  fee: number;
  /** Money lost to slippage. */
  slippage: number;
  reason: OrderReason | ExitReason;
  /** Grid index of the candle. */
  candle: number;
  /** What was asked for and not given, in units; > 0 when the fill was cut. */
  short: number;
}

/** Who is told what became of orders. */
export interface FillSink {
  onFill(fill: FillEvent): void;
  /** Other tactical units wait for an instrument than before. */
  onWaiting(line: Line): void;
  /** An order left the book without a fill. */
  onCancel(line: Line, order: number, reason: CancelReason): void;
  /** Units of a position opened now, for orders whose size is resolved at the fill. */
  sizeAtFill(line: Line, value: number, equity: number, price: number): number;
}

export type CancelReason =
  | 'no-cash'
  | 'rounded-to-nothing'
  | 'replaced'
  | 'halted'
  | 'stopped-out'
  | 'end'
  | 'delisted'
  | 'nothing-to-do';

/** A blank event, for its owner to fill in again and again. */
export function createFillEvent(line: Line): FillEvent {
  return {
    line,
    order: -1,
    units: Number.NaN,
    core: Number.NaN,
    tactical: Number.NaN,
    price: Number.NaN,
    fee: Number.NaN,
    slippage: Number.NaN,
    reason: 'entry',
    candle: 0,
    short: Number.NaN,
  };
}
