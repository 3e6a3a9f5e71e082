/**
 * Sums over the last n values, compensated, so that no error builds up along a column.
 * A value that is not finite makes exactly the windows that hold it NaN; it never enters the running sum.
 */

/** The streaming form. */
export interface RollingSum {
  /** Takes the next value; returns the sum of the last n, NaN before n values. */
  next(x: number): number;
}

/**
 * Writes the rolling sum of a column.
 * @param out column of the length of x, may be x itself only where n is 1
 * @param x values, oldest first
 * @param n length of the window, integer >= 1
 */
export function rollingSumInto(out: Float64Array, x: Float64Array, n: number): void {
  let sum = 0;
  let lost = 0;
  let bad = 0;
  for (let i = 0; i < x.length; i++) {
    const entering = x[i];
    if (entering - entering === 0) {
      const next = sum + entering;
      const rounded = next - sum;
      lost += sum - (next - rounded) + (entering - rounded);
      sum = next;
    } else bad++;
    if (i >= n) {
      const leaving = x[i - n];
      if (leaving - leaving === 0) {
        const next = sum - leaving;
        const rounded = next - sum;
        lost += sum - (next - rounded) - (leaving + rounded);
        sum = next;
      } else bad--;
    }
    out[i] = i >= n - 1 && bad === 0 ? sum + lost : Number.NaN;
  }
}

/**
 * The same sums one value at a time, bit for bit.
 * @param n length of the window, integer >= 1
 */
export function createRollingSum(n: number): RollingSum {
  const window = new Float64Array(n);
  let at = 0;
  let count = 0;
  let sum = 0;
  let lost = 0;
  let bad = 0;
  return {
    next(x) {
      if (x - x === 0) {
        const next = sum + x;
        const rounded = next - sum;
        lost += sum - (next - rounded) + (x - rounded);
        sum = next;
      } else bad++;
      if (count >= n) {
        const leaving = window[at];
        if (leaving - leaving === 0) {
          const next = sum - leaving;
          const rounded = next - sum;
          lost += sum - (next - rounded) - (leaving + rounded);
          sum = next;
        } else bad--;
      } else count++;
      window[at] = x;
      at = at + 1 === n ? 0 : at + 1;
      return count >= n && bad === 0 ? sum + lost : Number.NaN;
    },
  };
}
