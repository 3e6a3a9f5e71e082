/** Spread of values of which some are wrong. */

/** A normal distribution's standard deviation over its median absolute deviation. */
const SIGMA_PER_MAD = 1.4826;

/** The middle value of some, the upper one of two; 0 of none. */
export function medianOf(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}

/**
 * Standard deviation of changes around 0, as half of them tell it: 1.4826 x the median of their sizes. Where more than
 * half are 0, the mean of the sizes.
 * @param sizes absolute changes, >= 0
 * @see P. J. Rousseeuw and C. Croux, Alternatives to the Median Absolute Deviation, JASA 88 (1993)
 */
export function robustScale(sizes: Float64Array): number {
  const scale = SIGMA_PER_MAD * medianOf(sizes);
  if (scale > 0 || sizes.length === 0) return scale;
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
}
