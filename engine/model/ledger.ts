import type { LedgerName } from './records.ts';

/** Units below this fraction of the largest number held are rounding, not a position. */
const DUST = 1e-12;

/**
 * Who owns which units, at what average cost: one ledger per origin of orders (core, tactical).
 * A trade runs from flat to flat, or to the flip. Columns are by instrument index.
 */
export class Ledger {
  readonly name: LedgerName;
  /** Signed units held. */
  readonly units: Float64Array;
  /** Average entry price of the open trade. */
  readonly entryPrice: Float64Array;
  /** Largest |units| of the open trade. */
  readonly size: Float64Array;
  /** Fees of the open trade. */
  readonly fees: Float64Array;
  /** Gross profit already realised by the open trade. */
  readonly realised: Float64Array;
  /** Money and units of the exits so far, for the average exit price. */
  readonly exitValue: Float64Array;
  readonly exitUnits: Float64Array;
  /** Grid index of the first fill of the open trade. */
  readonly entryCandle: Int32Array;

  /** The trade that the last `apply` closed; holds until the next call. */
  readonly closed: ClosedTrade = {
    direction: 1,
    entryPrice: Number.NaN,
    exitPrice: Number.NaN,
    size: Number.NaN,
    pnl: Number.NaN,
    fees: Number.NaN,
    entryCandle: 0,
  };

  constructor(name: LedgerName, instruments: number) {
    this.name = name;
    this.units = new Float64Array(instruments);
    this.entryPrice = new Float64Array(instruments);
    this.size = new Float64Array(instruments);
    this.fees = new Float64Array(instruments);
    this.realised = new Float64Array(instruments);
    this.exitValue = new Float64Array(instruments);
    this.exitUnits = new Float64Array(instruments);
    this.entryCandle = new Int32Array(instruments);
  }

  /**
   * Books signed units at a price.
   * @param fee money; a fill that flips the position pays it pro rata on both sides
   * @returns true when this closed a trade, described by `closed`
   */
  apply(s: number, units: number, price: number, fee: number, candle: number): boolean {
    const held = this.units[s];
    if (held === 0 || held > 0 === units > 0) {
      if (held === 0) this.begin(s, candle);
      this.increase(s, units, price, fee);
      return false;
    }
    const after = held + units;
    const flips = after > 0 !== held > 0 && Math.abs(after) > DUST * this.size[s];
    const closing = flips ? -held : units;
    const closingFee = flips ? (fee * Math.abs(held)) / Math.abs(units) : fee;
    this.reduce(s, closing, price, closingFee);
    if (!flips && Math.abs(this.units[s]) > DUST * this.size[s]) return false;
    this.close(s, held > 0 ? 1 : -1);
    if (flips) {
      this.begin(s, candle);
      this.increase(s, after, price, fee - closingFee);
    }
    return true;
  }

  private begin(s: number, candle: number): void {
    this.entryPrice[s] = 0;
    this.size[s] = 0;
    this.fees[s] = 0;
    this.realised[s] = 0;
    this.exitValue[s] = 0;
    this.exitUnits[s] = 0;
    this.entryCandle[s] = candle;
  }

  private increase(s: number, units: number, price: number, fee: number): void {
    const held = this.units[s];
    const after = held + units;
    this.entryPrice[s] = held === 0 ? price : (this.entryPrice[s] * held + price * units) / after;
    this.units[s] = after;
    this.fees[s] += fee;
    if (Math.abs(after) > this.size[s]) this.size[s] = Math.abs(after);
  }

  private reduce(s: number, units: number, price: number, fee: number): void {
    this.realised[s] -= units * (price - this.entryPrice[s]);
    this.exitValue[s] += Math.abs(units) * price;
    this.exitUnits[s] += Math.abs(units);
    this.units[s] += units;
    this.fees[s] += fee;
  }

  private close(s: number, direction: 1 | -1): void {
    const closed = this.closed;
    closed.direction = direction;
    closed.entryPrice = this.entryPrice[s];
    closed.exitPrice = this.exitValue[s] / this.exitUnits[s];
    closed.size = this.size[s];
    closed.pnl = this.realised[s] - this.fees[s];
    closed.fees = this.fees[s];
    closed.entryCandle = this.entryCandle[s];
    this.units[s] = 0;
  }
}

/** What a closed trade was. */
export interface ClosedTrade {
  direction: 1 | -1;
  entryPrice: number;
  exitPrice: number;
  size: number;
  /** Net of fees. */
  pnl: number;
  fees: number;
  entryCandle: number;
}
