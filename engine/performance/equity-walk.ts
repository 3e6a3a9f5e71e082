/** What one walk along an equity curve finds. */
export interface EquityPath {
  /** Largest fall from a peak, as a positive fraction of the peak. */
  readonly maxDrawdown: number;
  /** Longest time from a peak to the first later candle at or above it, or to the last one; milliseconds. */
  readonly longestSpellMs: number;
  /** Sum of squared drawdowns over all candles. */
  readonly drawdownSquares: number;
  /** Sum of equity over all candles. */
  readonly total: number;
}

/**
 * Walks along an equity curve as it is made, a stretch at a time: peaks, drawdowns and their squares. How the curve is
 * cut into stretches changes no bit of the result. The starting cash is the first peak.
 */
export class EquityWalk {
  private readonly time: Float64Array;
  private readonly closeMs: number;
  private peak = 0;
  /** Index of the candle at the peak; -1 is the starting cash. Its time is read when the fall from it has ended. */
  private peakAt = -1;
  private startTime = 0;
  /** Lowest equity since the peak; Infinity at the peak itself. */
  private lowest = Number.POSITIVE_INFINITY;
  /** Sum of squared falls from the present peak, in money. */
  private squares = 0;
  private total = 0;
  private drawdownSquares = 0;
  private maxDrawdown = 0;
  private longestSpellMs = 0;

  /**
   * @param time times of the candles by index, epoch ms
   * @param closeMs what to add to get their closes
   */
  constructor(time: Float64Array, closeMs: number) {
    this.time = time;
    this.closeMs = closeMs;
  }

  /** @param startTime when the starting cash was there, epoch ms */
  begin(startingCash: number, startTime: number): void {
    this.peak = startingCash;
    this.peakAt = -1;
    this.startTime = startTime;
    this.lowest = Number.POSITIVE_INFINITY;
    this.squares = 0;
    this.total = 0;
    this.drawdownSquares = 0;
    this.maxDrawdown = 0;
    this.longestSpellMs = 0;
  }

  /** Takes in one candle. @param i its index */
  step(value: number, i: number): void {
    this.total += value;
    const peak = this.peak;
    if (value < peak) {
      const fall = peak - value;
      this.squares += fall * fall;
      if (value < this.lowest) this.lowest = value;
      return;
    }
    if (this.lowest < peak) {
      this.recover(peak, this.lowest, this.squares, this.peakAt, i);
      this.squares = 0;
      this.lowest = Number.POSITIVE_INFINITY;
    }
    this.peak = value;
    this.peakAt = i;
  }

  /** Takes in candles [from, to) over which one number of units is held: equity = cash + units x price. */
  hold(cash: number, units: number, price: Float64Array, from: number, to: number): void {
    this.take(cash, units, price, 0, from, to);
  }

  /**
   * Takes in the next candles.
   * @param values equity, the first `count` elements
   * @param from index of the first candle
   */
  advance(values: Float64Array, count: number, from: number): void {
    // 0 + 1 x value is the value itself, to the last bit.
    this.take(0, 1, values, from, from, from + count);
  }

  /**
   * @param shift index of the candle that the first element of `price` belongs to
   */
  private take(cash: number, units: number, price: Float64Array, shift: number, from: number, to: number): void {
    const end = to - shift;
    let k = from - shift;
    while (k < end) {
      k = this.fall(cash, units, price, k, end);
      if (k < end) this.step(cash + units * price[k], k + shift);
      k += 1;
    }
  }

  /**
   * Takes in candles below the peak. Four at a time: what the runtime asks at each turn of a loop and at the first
   * access of a column costs as much as the arithmetic. The sums run candle by candle all the same.
   * @returns index of the first price at the peak or above it, or one of at most three that were left over
   */
  private fall(cash: number, units: number, price: Float64Array, from: number, end: number): number {
    const peak = this.peak;
    let { lowest, squares, total } = this;
    let k = from;
    for (; k + 3 < end; k += 4) {
      const a = cash + units * price[k];
      const b = cash + units * price[k + 1];
      const c = cash + units * price[k + 2];
      const d = cash + units * price[k + 3];
      // Written so that a value that is no number leaves the loop, too.
      if (!(a < peak && b < peak && c < peak && d < peak)) break;
      total = total + a + b + c + d;
      squares += (peak - a) * (peak - a);
      squares += (peak - b) * (peak - b);
      squares += (peak - c) * (peak - c);
      squares += (peak - d) * (peak - d);
      if (a < lowest) lowest = a;
      if (b < lowest) lowest = b;
      if (c < lowest) lowest = c;
      if (d < lowest) lowest = d;
    }
    this.lowest = lowest;
    this.squares = squares;
    this.total = total;
    return k;
  }

  /** Ends the walk. @param last index of the last candle */
  end(last: number): EquityPath {
    if (this.lowest < this.peak) {
      this.recover(this.peak, this.lowest, this.squares, this.peakAt, last);
    }
    return {
      maxDrawdown: this.maxDrawdown,
      longestSpellMs: this.longestSpellMs,
      drawdownSquares: this.drawdownSquares,
      total: this.total,
    };
  }

  /** @param from index of the candle at the peak @param to index of the candle that is there again */
  private recover(peak: number, lowest: number, squares: number, from: number, to: number): void {
    this.drawdownSquares += squares / (peak * peak);
    this.maxDrawdown = Math.max(this.maxDrawdown, (peak - lowest) / peak);
    this.longestSpellMs = Math.max(this.longestSpellMs, this.closeOf(to) - this.closeOf(from));
  }

  private closeOf(i: number): number {
    return i < 0 ? this.startTime : this.time[i] + this.closeMs;
  }
}
