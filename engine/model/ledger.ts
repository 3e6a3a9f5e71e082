import type { LedgerName } from './records.ts';

/** Units below this fraction of the largest number held are rounding, not a position. */
const DUST = 1e-12;

/** What a ledger holds of one instrument; a trade runs from flat to flat, or to the flip. */
export interface Position {
  /** Signed units held. */
  units: number;
  /** Average entry price of the open trade. */
  entryPrice: number;
  /** Largest |units| of the open trade. */
  size: number;
  /** Fees of the open trade. */
  fees: number;
  /** Gross profit already realised by the open trade. */
  realised: number;
  /** Money and units of the exits so far, for the average exit price. */
  exitValue: number;
  exitUnits: number;
  /** Grid index of the first fill of the open trade. */
  entryCandle: number;
}

/** Who owns which units, at what average cost: one ledger per origin of orders (core, tactical). */
export class Ledger {
  readonly name: LedgerName;
  /** By instrument index. */
  readonly positions: readonly Position[];
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
    this.positions = Array.from({ length: instruments }, createPosition);
  }

  /** Signed units held of an instrument. */
  units(s: number): number {
    return this.positions[s].units;
  }

  /**
   * Books signed units at a price.
   * @param fee money; a fill that flips the position pays it pro rata on both sides
   * @returns true when this closed a trade, described by `closed`
   */
  apply(s: number, units: number, price: number, fee: number, candle: number): boolean {
    return this.book(this.positions[s], units, price, fee, candle);
  }

  /** As `apply`, for who has the position at hand. */
  book(position: Position, units: number, price: number, fee: number, candle: number): boolean {
    const held = position.units;
    if (held === 0 || held > 0 === units > 0) {
      if (held === 0) begin(position, candle);
      increase(position, units, price, fee);
      return false;
    }
    const after = held + units;
    const flips = after > 0 !== held > 0 && Math.abs(after) > DUST * position.size;
    const closing = flips ? -held : units;
    const closingFee = flips ? (fee * Math.abs(held)) / Math.abs(units) : fee;
    reduce(position, closing, price, closingFee);
    if (!flips && Math.abs(position.units) > DUST * position.size) return false;
    this.close(position, held > 0 ? 1 : -1);
    if (flips) {
      begin(position, candle);
      increase(position, after, price, fee - closingFee);
    }
    return true;
  }

  private close(position: Position, direction: 1 | -1): void {
    const closed = this.closed;
    closed.direction = direction;
    closed.entryPrice = position.entryPrice;
    closed.exitPrice = position.exitValue / position.exitUnits;
    closed.size = position.size;
    closed.pnl = position.realised - position.fees;
    closed.fees = position.fees;
    closed.entryCandle = position.entryCandle;
    position.units = 0;
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

/** Flat. Prices and money begin as NaN, as in every record that is written again and again: see `createOrder`. */
function createPosition(): Position {
  const position: Position = {
    units: Number.NaN,
    entryPrice: Number.NaN,
    size: Number.NaN,
    fees: Number.NaN,
    realised: Number.NaN,
    exitValue: Number.NaN,
    exitUnits: Number.NaN,
    entryCandle: 0,
  };
  position.units = 0;
  begin(position, 0);
  return position;
}

function begin(position: Position, candle: number): void {
  position.entryPrice = 0;
  position.size = 0;
  position.fees = 0;
  position.realised = 0;
  position.exitValue = 0;
  position.exitUnits = 0;
  position.entryCandle = candle;
}

function increase(position: Position, units: number, price: number, fee: number): void {
  const held = position.units;
  const after = held + units;
  position.entryPrice = held === 0 ? price : (position.entryPrice * held + price * units) / after;
  position.units = after;
  position.fees += fee;
  if (Math.abs(after) > position.size) position.size = Math.abs(after);
}

function reduce(position: Position, units: number, price: number, fee: number): void {
  position.realised -= units * (price - position.entryPrice);
  position.exitValue += Math.abs(units) * price;
  position.exitUnits += Math.abs(units);
  position.units += units;
  position.fees += fee;
}
