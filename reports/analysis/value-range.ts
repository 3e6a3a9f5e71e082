/** A range of values for an axis, and whether some lie below it. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
  readonly isCut: boolean;
}

/**
 * The range that shows values without letting a few far ones press the rest together: far is more than three times
 * the distance between the quartiles outside them, on the worse side only.
 * @param values finite numbers, at least one
 * @param direction which side is better
 */
export function rangeOf(values: readonly number[], direction: 'max' | 'min'): ValueRange {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.round((sorted.length - 1) * part)] ?? 0;
  const spread = (at(0.75) - at(0.25)) * 3;
  let min = at(0);
  let max = at(1);
  const [cutMin, cutMax] = [at(0.25) - spread, at(0.75) + spread];
  const isCut = direction === 'max' ? min < cutMin : max > cutMax;
  if (isCut && direction === 'max') min = cutMin;
  if (isCut && direction === 'min') max = cutMax;
  const room = (max - min) * 0.05 || Math.abs(max) * 0.05 || 1;
  return { min: min - room, max: max + room, isCut };
}
