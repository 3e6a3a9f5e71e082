/**
 * Kernels of column arithmetic. An input of one element is a constant (see PointwiseOperation).
 * A result that is not finite (a division by zero, an overflow) becomes NaN, "no value".
 */

const maskOf = (x: Float64Array): number => (x.length === 1 ? 0 : -1);
const finite = (x: number): number => (x - x === 0 ? x : Number.NaN);

/** Relative difference below which two numbers count as equal. */
export const EQUAL = 1e-11;

export function plusInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) out[i] = finite(a[i & stepA] + b[i & stepB]);
}

/** Exactly 0 where a and b count as equal, so that the sign of a difference agrees with `above` and `below`. */
export function minusInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) {
    const x = a[i & stepA];
    const apart = x - b[i & stepB];
    out[i] = Math.abs(apart) <= EQUAL * Math.abs(x) ? 0 : finite(apart);
  }
}

export function timesInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) out[i] = finite(a[i & stepA] * b[i & stepB]);
}

export function divInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) out[i] = finite(a[i & stepA] / b[i & stepB]);
}

export function maxInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.max(a[i & stepA], b[i & stepB]);
}

export function minInto(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const stepA = maskOf(a);
  const stepB = maskOf(b);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.min(a[i & stepA], b[i & stepB]);
}

export function negInto(out: Float64Array, a: Float64Array): void {
  const stepA = maskOf(a);
  for (let i = 0; i < out.length; i += 1) out[i] = -a[i & stepA];
}

export function absInto(out: Float64Array, a: Float64Array): void {
  const stepA = maskOf(a);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.abs(a[i & stepA]);
}

/** a where the condition holds, else no value. */
export function whereInto(out: Float64Array, a: Float64Array, condition: Float64Array): void {
  const stepA = maskOf(a);
  const stepC = maskOf(condition);
  for (let i = 0; i < out.length; i += 1) out[i] = condition[i & stepC] === 1 ? a[i & stepA] : Number.NaN;
}

/** Positive values; no value elsewhere. */
export function distanceInto(out: Float64Array, a: Float64Array): void {
  const stepA = maskOf(a);
  for (let i = 0; i < out.length; i += 1) {
    const x = a[i & stepA];
    out[i] = x > 0 ? x : Number.NaN;
  }
}
