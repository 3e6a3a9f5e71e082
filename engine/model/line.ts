import type { Instrument } from './instrument.ts';
import type { Position } from './ledger.ts';
import type { MarketColumns } from './market.ts';
import { type Approval, createOrder, type Order } from './order.ts';
import type { Portfolio } from './portfolio.ts';

/**
 * One line of the portfolio: all that a run knows about one instrument, in one place. Stages are handed the line, since
 * looking up its parts by instrument in an array each would take most of the engine's code, and its time.
 */
export class Line {
  /** Instrument index. */
  readonly s: number;
  readonly columns: MarketColumns;
  readonly instrument: Instrument;
  readonly core: Position;
  readonly tactical: Position;
  /**
   * The order that reduces and the one that does anything else: a flip is both, everything else is netted into one.
   * Each waits, or has left the book.
   */
  reduction: Order;
  main: Order;
  /** Orders to write the next requests into, while the present ones may still wait. */
  private spareReduction: Order;
  private spareMain: Order;

  constructor(s: number, columns: MarketColumns, instrument: Instrument, { core, tactical }: Portfolio) {
    this.s = s;
    this.columns = columns;
    this.instrument = instrument;
    this.core = core.positions[s];
    this.tactical = tactical.positions[s];
    this.reduction = createOrder(this, true);
    this.main = createOrder(this, false);
    this.spareReduction = createOrder(this, true);
    this.spareMain = createOrder(this, false);
  }

  /** Signed units at the venue. */
  units(): number {
    return this.core.units + this.tactical.units;
  }

  /** The order to write the next request into; what it last held is still there. */
  blank(reduceOnly: boolean): Order {
    return reduceOnly ? this.spareReduction : this.spareMain;
  }

  /** Takes in an approved order; its place must be empty, and what was there becomes the blank. */
  place(approval: Approval): Order {
    // Whoever approved or sent it is done with it: from here on only execution writes to it.
    const order: Order = approval;
    if (order.reduceOnly) {
      this.spareReduction = this.reduction;
      this.reduction = order;
    } else {
      this.spareMain = this.main;
      this.main = order;
    }
    return order;
  }

  /** Signed units that waiting orders would add, as they looked at the decision. */
  pendingUnits(): number {
    const { reduction, main } = this;
    let units = 0;
    if (reduction.number >= 0) units += reduction.units;
    if (main.number >= 0) units += main.units;
    return units;
  }

  /** The core part of them. */
  pendingCore(): number {
    return this.main.number >= 0 ? this.main.coreUnits : 0;
  }

  /** The tactical part of them. */
  pendingTactical(): number {
    const { reduction, main } = this;
    const units = reduction.number >= 0 ? reduction.units : 0;
    if (main.number < 0) return units;
    // Exactly flat, where taking the core part off the sum would leave its rounding.
    if (main.tactical === 'flat') return units - this.tactical.units;
    return units + (main.units - main.coreUnits);
  }
}

/** One line per instrument. */
export function createLines(
  columns: readonly MarketColumns[],
  instruments: readonly Instrument[],
  portfolio: Portfolio,
): readonly Line[] {
  return columns.map((own, s) => new Line(s, own, instruments[s], portfolio));
}
