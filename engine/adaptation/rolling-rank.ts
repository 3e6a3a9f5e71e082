/**
 * Where the newest of the last n values stands among them. The window is kept sorted; as neighbouring values of a
 * volatility are close, a search starts where the last one ended and widens its steps.
 */
export class RollingRank {
  readonly #ring: Float64Array;
  readonly #sorted: Float64Array;
  #at = 0;
  #count = 0;
  /** Where the value that came, and the one that went, were found last. */
  #entering = 0;
  #leaving = 0;

  /** @param n values of the window, integer >= 2 */
  constructor(n: number) {
    this.#ring = new Float64Array(n);
    this.#sorted = new Float64Array(n);
  }

  /**
   * Takes the next value, which must be a number.
   * @returns share of the other values in the window that are smaller, 0 to 1; NaN before n values
   */
  next(x: number): number {
    const n = this.#ring.length;
    const sorted = this.#sorted;
    let rank = this.#countBelow(x, this.#entering);
    if (this.#count < n) {
      shiftUp(sorted, rank, this.#count);
      this.#count++;
    } else {
      const gone = this.#countBelow(this.#ring[this.#at], this.#leaving);
      if (gone < rank) {
        for (let k = gone; k + 1 < rank; k++) sorted[k] = sorted[k + 1];
        rank--;
      } else shiftUp(sorted, rank, gone);
      this.#leaving = gone;
    }
    sorted[rank] = x;
    this.#entering = rank;
    this.#ring[this.#at] = x;
    this.#at = this.#at + 1 === n ? 0 : this.#at + 1;
    return this.#count < n ? Number.NaN : rank / (n - 1);
  }

  /** How many of the values held are below x. */
  #countBelow(x: number, hint: number): number {
    const sorted = this.#sorted;
    let low = 0;
    let high = this.#count;
    let step = 1;
    if (hint < high && sorted[hint] < x) {
      low = hint + 1;
      while (low + step < high && sorted[low + step] < x) {
        low += step + 1;
        step *= 2;
      }
      high = Math.min(high, low + step);
    } else {
      high = Math.min(high, hint);
      while (high - step >= 0 && sorted[high - step] >= x) {
        high -= step;
        step *= 2;
      }
      low = Math.max(0, high - step);
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Moves [from, to) up by one. The way is short as a rule, and a call of copyWithin takes longer than it. */
function shiftUp(sorted: Float64Array, from: number, to: number): void {
  for (let k = to; k > from; k--) sorted[k] = sorted[k - 1];
}
