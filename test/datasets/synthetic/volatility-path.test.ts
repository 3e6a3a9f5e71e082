import { describe, expect, test } from 'vitest';
import { createVolatilityPath } from '../../../datasets/synthetic/volatility-path.ts';
import { createRandom } from '../../../engine/math/index.ts';
import { autocorrelationOf, kolmogorovDistance, meanOf } from '../support/statistics.ts';

const CANDLES = 400_000;

test('switched off there are no factors', () => {
  const off = { seed: 1, candles: 10, clustering: undefined, degreesOfFreedom: undefined };
  expect(createVolatilityPath(off)).toEqual({ level: null, shock: null });
});

describe('clustering', () => {
  const [deviation, halfLife] = [0.4, 12];
  const { level, shock } = createVolatilityPath({
    seed: 4,
    candles: CANDLES,
    clustering: { deviation, halfLife },
    degreesOfFreedom: undefined,
  });
  const levels = level as Float64Array;
  const logs = levels.map((v) => Math.log(v) + deviation * deviation);
  // An average of values with autocorrelation p^k counts as one of (1 + p) / (1 - p) times fewer.
  const p = 2 ** (-1 / halfLife);
  const independent = (CANDLES * (1 - p)) / (1 + p);

  test('leaves the tails alone', () => expect(shock).toBeNull());

  test('its logarithm is normal with the deviation asked for', () => {
    expect(Math.abs(meanOf(logs))).toBeLessThan((4 * deviation) / Math.sqrt(independent));
    const variance = meanOf(logs.map((h) => h * h));
    expect(Math.abs(variance / deviation ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / independent));
  });

  test('half of a deviation is gone after the half-life', () => {
    for (const lag of [1, 6, 12, 24]) {
      expect(Math.abs(autocorrelationOf(logs, lag) - 2 ** (-lag / halfLife))).toBeLessThan(4 / Math.sqrt(independent));
    }
  });

  test('its mean square is 1', () => {
    const squares = levels.map((v) => v * v);
    const error = Math.sqrt((Math.exp(4 * deviation ** 2) - 1) / independent);
    expect(Math.abs(meanOf(squares) - 1)).toBeLessThan(4 * error);
  });
});

describe('tails', () => {
  test.each([
    [3, (t: number) => 0.5 + (t / Math.sqrt(3) / (1 + (t * t) / 3) + Math.atan(t / Math.sqrt(3))) / Math.PI],
    [
      4,
      (t: number) => {
        const r = t / Math.sqrt(1 + (t * t) / 4);
        return 0.5 + (3 / 8) * r * (1 - (r * r) / 12);
      },
    ],
  ] as const)('a normal times the factor is t with %d degrees, of variance 1', (degrees, cdf) => {
    const path = createVolatilityPath({
      seed: 4,
      candles: 100_000,
      clustering: undefined,
      degreesOfFreedom: degrees,
    });
    expect(path.level).toBeNull();
    const random = createRandom(4, 0, 'test');
    const sample = (path.shock as Float64Array).map((w) => w * random.normal());
    const spread = Math.sqrt(degrees / (degrees - 2));
    expect(kolmogorovDistance(sample, (x) => cdf(x * spread))).toBeLessThan(1.95);
    // The distance tells t from the normal distribution and from its neighbours.
    expect(kolmogorovDistance(sample, (x) => cdf(x * spread * 1.05))).toBeGreaterThan(1.95);
  });
});
