/**
 * Cholesky factors in packed rows: element (i, j), j <= i, lies at i (i + 1) / 2 + j. Row i depends on the rows above
 * it alone, so a factor that is extended row by row equals one computed at once, bit for bit.
 */

/** Length of the packed form of an n x n triangle. */
export const packedLength = (n: number): number => (n * (n + 1)) / 2;

/**
 * Inner product of two stretches. Four sums at a time: one alone would wait for each addition to finish.
 * @param i start in `a`
 * @param j start in `b`
 */
export function innerProduct(a: Float64Array, i: number, b: Float64Array, j: number, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < count; k += 4) {
    s0 += a[i + k] * b[j + k];
    s1 += a[i + k + 1] * b[j + k + 1];
    s2 += a[i + k + 2] * b[j + k + 2];
    s3 += a[i + k + 3] * b[j + k + 3];
  }
  for (; k < count; k++) s0 += a[i + k] * b[j + k];
  return s0 + s1 + (s2 + s3);
}

/** Pivots below this are raised to it: the matrix is positive definite but for rounding. */
const SMALLEST_PIVOT = 1e-12;

/**
 * Turns row `i` of a matrix into row `i` of its factor, in place; the rows above hold the factor already.
 * @param packed rows 0 to i
 */
export function factorRow(packed: Float64Array, i: number): void {
  const row = packedLength(i);
  for (let j = 0, other = 0; j < i; j++, other += j) {
    packed[row + j] = (packed[row + j] - innerProduct(packed, row, packed, other, j)) / packed[other + j];
  }
  const pivot = packed[row + i] - innerProduct(packed, row, packed, row, i);
  packed[row + i] = Math.sqrt(Math.max(pivot, SMALLEST_PIVOT));
}

/** Factors the whole matrix in place. */
export function factor(packed: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) factorRow(packed, i);
}

/** Solves L x = b in place. */
export function solveLowerInto(x: Float64Array, packed: Float64Array, n: number): void {
  for (let i = 0, row = 0; i < n; i++, row += i) {
    x[i] = (x[i] - innerProduct(packed, row, x, 0, i)) / packed[row + i];
  }
}

/** Solves L' x = b in place. */
export function solveUpperInto(x: Float64Array, packed: Float64Array, n: number): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = packedLength(i);
    const value = x[i] / packed[row + i];
    x[i] = value;
    for (let k = 0; k < i; k++) x[k] -= packed[row + k] * value;
  }
}

/** Writes the inverse of L L' into `out` (packed lower triangle), by way of the inverse of L in `scratch`. */
export function invertInto(out: Float64Array, scratch: Float64Array, packed: Float64Array, n: number): void {
  // Row i of inv(L), from the rows above it.
  for (let i = 0; i < n; i++) {
    const row = packedLength(i);
    const pivot = packed[row + i];
    for (let j = 0; j < i; j++) scratch[row + j] = 0;
    for (let k = 0; k < i; k++) {
      const weight = packed[row + k];
      const other = packedLength(k);
      for (let j = 0; j <= k; j++) scratch[row + j] -= weight * scratch[other + j];
    }
    for (let j = 0; j < i; j++) scratch[row + j] /= pivot;
    scratch[row + i] = 1 / pivot;
  }
  out.fill(0, 0, packedLength(n));
  for (let k = 0; k < n; k++) {
    const row = packedLength(k);
    for (let i = 0; i <= k; i++) {
      const weight = scratch[row + i];
      const target = packedLength(i);
      for (let j = 0; j <= i; j++) out[target + j] += weight * scratch[row + j];
    }
  }
}
