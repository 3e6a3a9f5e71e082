/** Ranks from 1, ties sharing the mean of theirs. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let i = 0; i < order.length; ) {
    let end = i + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[i] ?? 0]) end++;
    for (let k = i; k < end; k++) ranks[order[k] ?? 0] = (i + end + 1) / 2;
    i = end;
  }
  return ranks;
}

/**
 * Spearman's rank correlation.
 * @param a numbers
 * @param b numbers, as many
 * @returns -1 to 1; null with fewer than three pairs or where one side is constant
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number | null {
  if (a.length < 3) return null;
  const left = ranksOf(a);
  const right = ranksOf(b);
  const mean = (a.length + 1) / 2;
  let [both, own, other] = [0, 0, 0];
  for (let i = 0; i < left.length; i++) {
    const x = (left[i] ?? 0) - mean;
    const y = (right[i] ?? 0) - mean;
    both += x * y;
    own += x * x;
    other += y * y;
  }
  return own === 0 || other === 0 ? null : both / Math.sqrt(own * other);
}
