/** Mean of all values. */
export function meanOf(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] as number;
  return sum / x.length;
}

/** Pearson correlation of two columns, over the length of the shorter one. */
export function correlationOf(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = Math.min(x.length, y.length);
  const head = (all: ArrayLike<number>) => Float64Array.from({ length: n }, (_, i) => all[i] as number);
  const [a, b] = [head(x), head(y)];
  const [ma, mb] = [meanOf(a), meanOf(b)];
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [da, db] = [(a[i] as number) - ma, (b[i] as number) - mb];
    aa += da * da;
    bb += db * db;
    ab += da * db;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Correlation of a column with itself, `lag` rows before. */
export const autocorrelationOf = (x: Float64Array, lag: number): number => correlationOf(x.subarray(lag), x);

/** Logarithmic returns from close to close; the first belongs to the second candle. */
export const logReturnsOf = ({ close }: { readonly close: Float64Array }): Float64Array =>
  Float64Array.from(close.subarray(1), (c, i) => Math.log(c / (close[i] as number)));

/** Simple returns from close to close; the first belongs to the second candle. */
export const returnsOf = ({ close }: { readonly close: Float64Array }): Float64Array =>
  Float64Array.from(close.subarray(1), (c, i) => c / (close[i] as number) - 1);

/**
 * Largest distance of the empirical distribution from a distribution function, times sqrt(n). Kolmogorov: above 1.95
 * with a probability of 0.001.
 */
export function kolmogorovDistance(sample: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  let distance = 0;
  for (const [i, x] of sorted.entries()) {
    const p = cdf(x);
    distance = Math.max(distance, (i + 1) / n - p, p - i / n);
  }
  return distance * Math.sqrt(n);
}
