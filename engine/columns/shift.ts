import type { Next } from './node.ts';

/** The value of n rows ago. */
export function shiftInto(out: Float64Array, x: Float64Array, n: number): void {
  const start = Math.min(n, out.length);
  out.fill(Number.NaN, 0, start);
  out.set(x.subarray(0, out.length - start), start);
}

export function createShiftNext(n: number): Next {
  const window = new Float64Array(n).fill(Number.NaN);
  let at = 0;
  return ([x], [out]) => {
    out[0] = window[at];
    window[at] = x[0];
    at = at + 1 === n ? 0 : at + 1;
  };
}
