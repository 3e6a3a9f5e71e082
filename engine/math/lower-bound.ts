/**
 * Finds where a value would stand in an ascending column.
 * @param sorted ascending
 * @returns index of the first element that is not below `value`; the length where all are
 * @example
 * lowerBound(Float64Array.of(1, 3, 3, 7), 3); // 1
 */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
