import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factorCholesky, solveCholesky } from '../../../datasets/synthetic/cholesky.ts';

const size = fc.integer({ min: 1, max: 6 });
/** A correlation matrix: Gram matrix of random unit vectors, drawn towards the unit matrix. */
const correlations = size.chain((n) =>
  fc
    .array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n + 1, maxLength: n + 1 }), {
      minLength: n,
      maxLength: n,
    })
    .map((rows) => {
      const units = rows.map((row) => {
        const norm = Math.hypot(...row) || 1;
        return row.map((x) => x / norm);
      });
      return units.map((x, i) =>
        units.map((y, j) => (i === j ? 1 : 0.9 * x.reduce((sum, value, k) => sum + value * (y[k] as number), 0))),
      );
    }),
);

test('the factor times itself is the matrix, and solving undoes multiplying', () => {
  fc.assert(
    fc.property(correlations, (matrix) => {
      const factor = factorCholesky(matrix);
      if (factor === null) throw new Error('Expected a factor.');
      for (const [i, row] of matrix.entries()) {
        for (const [j, value] of row.entries()) {
          const shared = Math.min(i, j) + 1;
          let sum = 0;
          for (let k = 0; k < shared; k++) sum += (factor[i]?.[k] as number) * (factor[j]?.[k] as number);
          expect(sum).toBeCloseTo(value, 12);
        }
      }
      const x = matrix.map((_, i) => i - 1.5);
      const right = matrix.map((row) => row.reduce((sum, value, j) => sum + value * (x[j] as number), 0));
      for (const [i, value] of solveCholesky(factor, right).entries()) expect(value).toBeCloseTo(x[i] as number, 9);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test.each([
  [
    'dependent',
    [
      [1, 1],
      [1, 1],
    ],
  ],
  [
    'impossible',
    [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ],
  ],
])('a matrix that is %s has no factor', (_, matrix) => {
  expect(factorCholesky(matrix)).toBeNull();
});
