import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  averageOver,
  covarianceOf,
  createEdgeForecast,
  type Response,
} from '../../../datasets/synthetic/edge-forecast.ts';

/** Weights of a forecast on noise 1, 2, ... candles ago, from its answer to one unit. */
function weightsOf(response: Response, lags: number): number[] {
  const forecast = createEdgeForecast(0, response);
  forecast.update(1);
  return Array.from({ length: lags }, () => {
    const value = forecast.value();
    forecast.update(0);
    return value;
  });
}

const response: fc.Arbitrary<Response> = fc.oneof(
  fc
    .record({ candles: fc.double({ min: 1, max: 40, noNaN: true }), sign: fc.constantFrom(1 as const, -1 as const) })
    .map(({ candles, sign }) => averageOver(candles, sign)),
  fc.integer({ min: 1, max: 30 }).map((lag): Response => ({ kind: 'lag', lag })),
);

test('variance is 1, and covariance is the sum of products of weights', () => {
  fc.assert(
    fc.property(response, response, fc.double({ min: -1, max: 1, noNaN: true }), (x, y, correlation) => {
      const [a, b] = [weightsOf(x, 1000), weightsOf(y, 1000)];
      const product = (u: number[], v: number[]) => u.reduce((sum, value, k) => sum + value * (v[k] as number), 0);
      expect(product(a, a)).toBeCloseTo(1, 9);
      expect(covarianceOf(x, y, correlation)).toBeCloseTo(correlation * product(a, b), 9);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('a lag is what it says: noise shows so many candles later, once', () => {
  expect(weightsOf({ kind: 'lag', lag: 3 }, 6)).toEqual([0, 0, 1, 0, 0, 0]);
});

test('an average over one candle is the last noise', () => {
  expect(weightsOf(averageOver(1, -1), 3).map((w) => w + 0)).toEqual([-1, 0, 0]);
});
