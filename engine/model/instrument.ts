/** What can be traded, with the venue's rules. `null` means that the venue sets no such rule. */
export interface Instrument {
  readonly symbol: string;
  /** Smallest price step, in quote currency. */
  readonly tickSize: number | null;
  /** Smallest step of a quantity, in units. */
  readonly lotStep: number | null;
  /** Smallest value of an order, in quote currency; closing is exempt. */
  readonly minNotional: number | null;
  /** Largest quantity of one order, in units. */
  readonly maxUnits: number | null;
}

/** An instrument without venue rules. */
export function plainInstrument(symbol: string): Instrument {
  return { symbol, tickSize: null, lotStep: null, minNotional: null, maxUnits: null };
}
