import { expect, test } from 'vitest';
import { createPlantedEdge } from '../../../datasets/synthetic/planted-edge.ts';
import { createRandom } from '../../../engine/math/index.ts';

/** The weights of the forecast on past noise, from its response to one unit of noise. */
function responseOf(lags: number): number[] {
  const edge = createPlantedEdge();
  edge.update(1);
  return Array.from({ length: lags }, () => {
    const value = edge.forecast();
    edge.update(0);
    return value;
  });
}

test('the forecast has variance 1: its weights on independent noise have squares that sum to 1', () => {
  const sum = responseOf(3000).reduce((total, weight) => total + weight * weight, 0);
  expect(sum).toBeCloseTo(1, 12);
});

test('it reverts what just happened and follows what happened before', () => {
  const response = responseOf(100);
  expect(response[0]).toBeLessThan(0);
  expect(response[20]).toBeGreaterThan(0);
  expect(response[99]).toBeGreaterThan(0);
});

test('the formula of its description, with sums written out', () => {
  const random = createRandom(3, 0, 'test');
  const noise = Array.from({ length: 400 }, () => random.normal());
  const edge = createPlantedEdge();
  for (const value of noise) edge.update(value);
  const average = (decay: number) =>
    Math.sqrt(1 - decay * decay) * noise.toReversed().reduce((sum, value, k) => sum + decay ** k * value, 0);
  const [a, b] = [1 - 2 / 97, 1 - 2 / 9];
  const c = Math.sqrt((1 - a * a) * (1 - b * b)) / (1 - a * b);
  expect(edge.forecast()).toBeCloseTo((0.8 * average(a) - 0.6 * average(b)) / Math.sqrt(1 - 0.96 * c), 12);
});
