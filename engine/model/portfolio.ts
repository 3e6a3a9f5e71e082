import { Ledger } from './ledger.ts';

/**
 * One cash account and one netted position per instrument, seen as two ledgers:
 * `core` moved by the rebalancer, `tactical` moved by decisions. Units held = core + tactical.
 */
export class Portfolio {
  cash: number;
  readonly core: Ledger;
  readonly tactical: Ledger;
  /** Signed units at the venue by instrument: those of both ledgers. */
  readonly held: Float64Array;
  /** Instruments of which something is held. */
  holdings = 0;

  constructor(instruments: number, cash: number) {
    this.cash = cash;
    this.core = new Ledger('core', instruments);
    this.tactical = new Ledger('tactical', instruments);
    this.held = new Float64Array(instruments);
  }

  /** Signed units at the venue. */
  units(s: number): number {
    return this.held[s];
  }

  /**
   * Books signed units of a fill in one of the two ledgers.
   * @returns true when this closed a trade, described by the ledger's `closed`
   */
  book(ledger: Ledger, s: number, units: number, price: number, fee: number, candle: number): boolean {
    const isClosed = ledger.apply(s, units, price, fee, candle);
    const before = this.held[s];
    const after = this.core.units(s) + this.tactical.units(s);
    this.held[s] = after;
    if ((after === 0) !== (before === 0)) this.holdings += after === 0 ? -1 : 1;
    return isClosed;
  }

  /** Takes a fill out of cash; rounding of a buy with all the cash there is must not leave a debt of 1e-12. */
  pay(notional: number, fee: number): void {
    const after = this.cash - notional - fee;
    this.cash = after < 0 && after > -1e-12 * Math.abs(notional) ? 0 : after;
  }
}
