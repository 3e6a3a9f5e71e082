/**
 * First row of the next run of finite values, at or after `from`; rows before it become NaN.
 * @returns the length of the column when there is none
 */
export function skipGap(out: Float64Array, x: Float64Array, from: number): number {
  let i = from;
  for (; i < x.length && x[i] - x[i] !== 0; i += 1) out[i] = Number.NaN;
  return i;
}

/** First row after the run of finite values that holds row `from`. */
export function endOfRun(x: Float64Array, from: number): number {
  let i = from;
  while (i < x.length && x[i] - x[i] === 0) i += 1;
  return i;
}
