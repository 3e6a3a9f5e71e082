import { Ledger } from './ledger.ts';
import type { Line } from './line.ts';

/**
 * One cash account and one netted position per instrument, seen as two ledgers:
 * `core` moved by the rebalancer, `tactical` moved by decisions. Units held = core + tactical.
 */
export class Portfolio {
  cash: number;
  readonly core: Ledger;
  readonly tactical: Ledger;
  /** Signed units at the venue by instrument: those of both ledgers, as `readLine` found them. */
  readonly held: Float64Array;
  /** Instruments of which something is held. */
  holdings = 0;

  constructor(instruments: number, cash: number) {
    this.cash = cash;
    this.core = new Ledger('core', instruments);
    this.tactical = new Ledger('tactical', instruments);
    this.held = new Float64Array(instruments);
  }

  /** Reads what is held of an instrument; to be called once a fill is booked. */
  readLine({ s, core, tactical }: Pick<Line, 's' | 'core' | 'tactical'>): void {
    const before = this.held[s];
    const after = core.units + tactical.units;
    this.held[s] = after;
    if ((after === 0) !== (before === 0)) this.holdings += after === 0 ? -1 : 1;
  }

  /** Takes a fill out of cash; rounding of a buy with all the cash there is must not leave a debt of 1e-12. */
  pay(notional: number, fee: number): void {
    const after = this.cash - notional - fee;
    this.cash = after < 0 && after > -1e-12 * Math.abs(notional) ? 0 : after;
  }
}
