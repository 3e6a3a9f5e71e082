import { expect, test } from 'vitest';
import { createChiSquare } from '../../../datasets/synthetic/chi-square.ts';
import { createRandom } from '../../../engine/math/index.ts';
import { kolmogorovDistance, meanOf } from '../support/statistics.ts';

const draw = (degrees: number, count: number) => {
  const next = createChiSquare(createRandom(11, 0, 'test'), degrees);
  return Float64Array.from({ length: count }, next);
};

test.each([2.1, 3, 4.5, 30])('%d degrees: mean n, variance 2 n', (degrees) => {
  const count = 200_000;
  const sample = draw(degrees, count);
  const mean = meanOf(sample);
  expect(Math.abs(mean - degrees)).toBeLessThan(4 * Math.sqrt((2 * degrees) / count));
  const squares = sample.map((x) => (x - degrees) * (x - degrees));
  // The fourth central moment of chi-square is 12 n^2 + 48 n.
  const error = Math.sqrt((12 * degrees * degrees + 48 * degrees - 4 * degrees * degrees) / count);
  expect(Math.abs(meanOf(squares) - 2 * degrees)).toBeLessThan(4 * error);
});

test.each([
  [2, (x: number) => 1 - Math.exp(-x / 2)],
  [4, (x: number) => 1 - Math.exp(-x / 2) * (1 + x / 2)],
  [6, (x: number) => 1 - Math.exp(-x / 2) * (1 + x / 2 + (x * x) / 8)],
] as const)('%d degrees: the distribution function of the books', (degrees, cdf) => {
  expect(kolmogorovDistance(draw(degrees, 100_000), cdf)).toBeLessThan(1.95);
});
