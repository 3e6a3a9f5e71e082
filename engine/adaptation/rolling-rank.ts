/** Fewer values than this are moved one by one: a call of copyWithin takes longer. */
const FEW = 16;

/** Where the newest of the last n values stands among them. The window is kept sorted. */
export class RollingRank {
  private readonly ring: Float64Array;
  private readonly sorted: Float64Array;
  private at = 0;
  private count = 0;

  /** @param n values of the window, integer >= 2 */
  constructor(n: number) {
    this.ring = new Float64Array(n);
    this.sorted = new Float64Array(n);
  }

  /**
   * Takes the next value, which must be a number.
   * @returns share of the other values in the window that are smaller, 0 to 1; NaN before n values
   */
  next(x: number): number {
    const n = this.ring.length;
    const sorted = this.sorted;
    let rank = countBelow(sorted, this.count, x);
    if (this.count < n) {
      shiftUp(sorted, rank, this.count);
      this.count++;
    } else {
      const gone = countBelow(sorted, n, this.ring[this.at]);
      if (gone < rank) {
        rank--;
        shiftDown(sorted, gone, rank);
      } else shiftUp(sorted, rank, gone);
    }
    sorted[rank] = x;
    this.ring[this.at] = x;
    this.at = this.at + 1 === n ? 0 : this.at + 1;
    return this.count < n ? Number.NaN : rank / (n - 1);
  }
}

/** How many of the first `count` values, which ascend, are below x. */
function countBelow(sorted: Float64Array, count: number, x: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Moves [from, to) up by one, over the value at `to`. */
function shiftUp(sorted: Float64Array, from: number, to: number): void {
  if (to - from < FEW) for (let k = to; k > from; k--) sorted[k] = sorted[k - 1];
  else sorted.copyWithin(from + 1, from, to);
}

/** Moves (from, to] down by one, over the value at `from`. */
function shiftDown(sorted: Float64Array, from: number, to: number): void {
  if (to - from < FEW) for (let k = from; k < to; k++) sorted[k] = sorted[k + 1];
  else sorted.copyWithin(from, from + 1, to + 1);
}
