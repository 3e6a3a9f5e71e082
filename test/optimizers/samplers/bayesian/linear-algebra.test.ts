import fc from 'fast-check';
import { CholeskyDecomposition, inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import {
  factor,
  factorRow,
  innerProduct,
  invertInto,
  packedLength,
  solveLowerInto,
  solveUpperInto,
} from '../../../../optimizers/samplers/bayesian/cholesky.ts';
import { minimizeInBox } from '../../../../optimizers/samplers/bayesian/minimize-in-box.ts';

/** A positive definite matrix A A' + I. */
const definite = fc
  .integer({ min: 1, max: 12 })
  .chain((n) =>
    fc
      .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: n * n, maxLength: n * n })
      .map((a) => ({ n, a })),
  )
  .map(({ n, a }) => {
    const A = Matrix.from1DArray(n, n, a);
    return A.mmul(A.transpose()).add(Matrix.eye(n));
  });

function pack(matrix: Matrix): Float64Array {
  const out: number[] = [];
  for (let i = 0; i < matrix.rows; i++) for (let j = 0; j <= i; j++) out.push(matrix.get(i, j));
  return Float64Array.from(out);
}

const expectClose = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-9 * Math.max(1, Math.abs(b)));

describe('packed Cholesky factor', () => {
  it('agrees with ml-matrix', () => {
    fc.assert(
      fc.property(definite, (matrix) => {
        const n = matrix.rows;
        const packed = pack(matrix);
        factor(packed, n);
        const expected = new CholeskyDecomposition(matrix).lowerTriangularMatrix;
        for (let i = 0; i < n; i++)
          for (let j = 0; j <= i; j++) expectClose(packed[packedLength(i) + j] as number, expected.get(i, j));
        const inverted = new Float64Array(packed.length);
        invertInto(inverted, new Float64Array(packed.length), packed, n);
        const other = inverse(matrix);
        for (let i = 0; i < n; i++)
          for (let j = 0; j <= i; j++) expectClose(inverted[packedLength(i) + j] as number, other.get(i, j));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('solves both triangles', () => {
    fc.assert(
      fc.property(definite, (matrix) => {
        const n = matrix.rows;
        const truth = Array.from({ length: n }, (_, i) => i - 2.5);
        const x = Float64Array.from(matrix.mmul(Matrix.columnVector(truth)).to1DArray());
        const packed = pack(matrix);
        factor(packed, n);
        solveLowerInto(x, packed, n);
        solveUpperInto(x, packed, n);
        for (const [i, value] of truth.entries()) expect(Math.abs((x[i] as number) - value)).toBeLessThan(1e-7);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('is the same, bit for bit, when it grows row by row', () => {
    fc.assert(
      fc.property(definite, (matrix) => {
        const whole = pack(matrix);
        const grown = pack(matrix);
        factor(whole, matrix.rows);
        for (let i = 0; i < matrix.rows; i++) factorRow(grown, i);
        expect(grown).toEqual(whole);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('survives a matrix of equal rows', () => {
    const packed = new Float64Array(packedLength(5)).fill(1);
    factor(packed, 5);
    expect(packed.every(Number.isFinite)).toBe(true);
  });

  it('sums products of stretches of any length', () => {
    const a = Float64Array.from({ length: 11 }, (_, i) => i + 1);
    for (let n = 0; n <= 9; n++) {
      let expected = 0;
      for (let k = 0; k < n; k++) expected += (a[k + 2] as number) * (a[k + 1] as number);
      expect(innerProduct(a, 2, a, 1, n)).toBe(expected);
    }
  });
});

describe('minimisation in a box', () => {
  const box = (n: number, low: number, high: number, iterations = 200) => ({
    lower: new Float64Array(n).fill(low),
    upper: new Float64Array(n).fill(high),
    iterations,
    tolerance: 1e-10,
  });

  it('finds the valley floor of Rosenbrock', () => {
    const x = Float64Array.from([-1.2, 1]);
    const value = minimizeInBox(
      x,
      ([a = 0, b = 0], g) => {
        g[0] = -400 * a * (b - a * a) - 2 * (1 - a);
        g[1] = 200 * (b - a * a);
        return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
      },
      box(2, -5, 5),
    );
    expect(value).toBeLessThan(1e-12);
    expect(x[0]).toBeCloseTo(1, 5);
  });

  it('stops at the nearest point of the box', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 8 }), (centre) => {
        const n = centre.length;
        const x = new Float64Array(n).fill(0.5);
        minimizeInBox(
          x,
          (p, g) => {
            let sum = 0;
            for (let i = 0; i < n; i++) {
              const gap = (p[i] as number) - (centre[i] as number);
              g[i] = 2 * (i + 1) * gap;
              sum += (i + 1) * gap * gap;
            }
            return sum;
          },
          box(n, 0, 1),
        );
        for (const [i, c] of centre.entries()) {
          expect(Math.abs((x[i] as number) - Math.min(1, Math.max(0, c)))).toBeLessThan(1e-6);
        }
      }),
      { seed: 1 },
    );
  });

  it('never evaluates outside, nor moves a variable whose bounds meet', () => {
    const problem = box(2, -1, 1);
    problem.lower[1] = 0.25;
    problem.upper[1] = 0.25;
    const x = Float64Array.from([0.9, 0.25]);
    minimizeInBox(
      x,
      ([a = 0, b = 0], g) => {
        expect(Math.abs(a)).toBeLessThanOrEqual(1);
        expect(b).toBe(0.25);
        g[0] = Math.exp(a);
        g[1] = 7;
        return Math.exp(a) + 7 * b;
      },
      problem,
    );
    expect(x).toEqual(Float64Array.from([-1, 0.25]));
  });
});
