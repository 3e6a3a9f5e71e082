/** Rows of a symmetric matrix. */
export type Matrix = readonly (readonly number[])[];

/** Below it a pivot counts as 0: a unit diagonal leaves rounding of about 1e-16 for each row. */
const LEAST_PIVOT = 1e-10;

/**
 * The lower triangular L with L L' = matrix, from square roots and sums alone.
 * @param matrix symmetric, of the size of 1 on its diagonal; only its lower half is read
 * @returns rows of L, or null when the matrix is not positive definite
 */
export function factorCholesky(matrix: Matrix): number[][] | null {
  const factor: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const line: number[] = [];
    for (let j = 0; j <= i; j++) {
      const other = j === i ? line : (factor[j] as number[]);
      let rest = row[j] as number;
      for (let k = 0; k < j; k++) rest -= (line[k] as number) * (other[k] as number);
      if (j < i) line.push(rest / (other[j] as number));
      else if (rest > LEAST_PIVOT) line.push(Math.sqrt(rest));
      else return null;
    }
    factor.push(line);
  }
  return factor;
}

/**
 * Solves L L' x = right.
 * @param factor as factorCholesky gives it
 * @param right of the same length
 */
export function solveCholesky(factor: Matrix, right: readonly number[]): number[] {
  const size = factor.length;
  const x = [...right];
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i] = (x[i] as number) - at(factor, i, k) * (x[k] as number);
    x[i] = (x[i] as number) / at(factor, i, i);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i] = (x[i] as number) - at(factor, k, i) * (x[k] as number);
    x[i] = (x[i] as number) / at(factor, i, i);
  }
  return x;
}

const at = (factor: Matrix, row: number, column: number): number => factor[row]?.[column] as number;
