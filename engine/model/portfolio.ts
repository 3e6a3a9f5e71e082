import { Ledger } from './ledger.ts';

/**
 * One cash account and one netted position per instrument, seen as two ledgers:
 * `core` moved by the rebalancer, `tactical` moved by decisions. Units held = core + tactical.
 */
export class Portfolio {
  cash: number;
  readonly core: Ledger;
  readonly tactical: Ledger;
  readonly instruments: number;

  constructor(instruments: number, cash: number) {
    this.instruments = instruments;
    this.cash = cash;
    this.core = new Ledger('core', instruments);
    this.tactical = new Ledger('tactical', instruments);
  }

  /** Signed units at the venue. */
  units(s: number): number {
    return this.core.units(s) + this.tactical.units(s);
  }

  /** Takes a fill out of cash; rounding of a buy with all the cash there is must not leave a debt of 1e-12. */
  pay(notional: number, fee: number): void {
    const after = this.cash - notional - fee;
    this.cash = after < 0 && after > -1e-12 * Math.abs(notional) ? 0 : after;
  }
}
