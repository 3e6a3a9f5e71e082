import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../engine/math/index.ts';
import { fitHyperparameters } from '../../../../optimizers/samplers/bayesian/fit-hyperparameters.ts';
import { createGaussianProcess } from '../../../../optimizers/samplers/bayesian/gaussian-process.ts';
import type { Hyperparameters, KernelShape } from '../../../../optimizers/samplers/bayesian/kernel-shape.ts';
import { createLogPosterior } from '../../../../optimizers/samplers/bayesian/log-posterior.ts';
import { matern, maternDecay, maternSlope } from '../../../../optimizers/samplers/bayesian/matern.ts';
import { createSurrogate, dueAt } from '../../../../optimizers/samplers/bayesian/surrogate.ts';

const shape: KernelShape = { dimensions: 3, isChoice: Uint8Array.from([0, 0, 1]) };
const hyper: Hyperparameters = { lengths: Float64Array.from([0.3, 0.7, 1.5]), scale: 1.4, noise: 0.01 };

function data(n: number): { points: Float64Array[]; targets: Float64Array } {
  const random = createRandom(3, n, 'data');
  const points = Array.from({ length: n }, () =>
    Float64Array.from([random.float(), random.float(), random.int(0, 2) / 3 + 1 / 6]),
  );
  return {
    points,
    targets: Float64Array.from(points, ([a = 0, b = 0, c = 0]) => Math.sin(5 * a) + b * b - (c > 0.7 ? 1 : 0)),
  };
}

function kernel(a: Float64Array, b: Float64Array, { lengths, scale }: Hyperparameters): number {
  let squared = 0;
  for (let d = 0; d < 3; d++) {
    const gap =
      d === 2 ? (Math.abs((a[d] as number) - (b[d] as number)) > 1e-9 ? 1 : 0) : (a[d] as number) - (b[d] as number);
    squared += (gap / (lengths[d] as number)) ** 2;
  }
  const s = Math.sqrt(5 * squared);
  return scale * (1 + s + (s * s) / 3) * Math.exp(-s);
}

/** The same process by the textbook, with explicit inverses. */
function naive(points: Float64Array[], targets: Float64Array, at: Float64Array): { mean: number; variance: number } {
  const n = points.length;
  const K = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      K.set(i, j, kernel(points[i] as Float64Array, points[j] as Float64Array, hyper) + (i === j ? hyper.noise : 0));
  }
  const Ki = inverse(K);
  const one = Matrix.ones(n, 1);
  const y = Matrix.columnVector([...targets]);
  const level = one.transpose().mmul(Ki).mmul(y).get(0, 0) / (one.transpose().mmul(Ki).mmul(one).get(0, 0) + 1);
  const k = Matrix.columnVector(points.map((p) => kernel(p, at, hyper)));
  const mean =
    level +
    k
      .transpose()
      .mmul(Ki)
      .mmul(y.sub(one.mul(level)))
      .get(0, 0);
  return { mean, variance: hyper.scale - k.transpose().mmul(Ki).mmul(k).get(0, 0) };
}

const at = Float64Array.from([0.37, 0.61, 0.5]);

describe('Matern kernel', () => {
  it('has its published values', () => {
    const value = (r: number) => matern(r, maternDecay(r));
    expect(value(0)).toBe(1);
    expect(value(1)).toBeCloseTo((1 + Math.sqrt(5) + 5 / 3) * Math.exp(-Math.sqrt(5)), 14);
    for (const r of [0.01, 0.5, 3])
      expect(maternSlope(r, maternDecay(r))).toBeCloseTo((value(r + 1e-6) - value(r - 1e-6)) / 2e-6, 6);
  });
});

describe('Gaussian process', () => {
  const { points, targets } = data(20);
  function build(count: number) {
    const process = createGaussianProcess(shape, hyper, 30);
    for (const point of points.slice(0, count)) process.append(point);
    process.setTargets(targets);
    return process;
  }

  it('agrees with a naive twin', () => {
    const process = build(20);
    process.predict(at);
    const expected = naive(points, targets, at);
    expect(process.mean).toBeCloseTo(expected.mean, 10);
    expect(process.variance).toBeCloseTo(expected.variance, 10);
    process.solve();
    process.predict(points[4] as Float64Array);
    expect(process.meanAt(4)).toBeCloseTo(process.mean, 10);
  });

  it('has the slopes of its mean and variance', () => {
    const process = build(20);
    process.solve();
    process.predictWithSlopes(at);
    const slopes = [[...process.meanSlope], [...process.varianceSlope]];
    expect(slopes[0]?.[2]).toBe(0);
    for (const d of [0, 1]) {
      const shifted = (by: number) => {
        const point = at.slice();
        point[d] = (point[d] as number) + by;
        process.predict(point);
        return [process.mean, process.variance] as const;
      };
      const [up, down] = [shifted(1e-6), shifted(-1e-6)];
      expect(slopes[0]?.[d]).toBeCloseTo((up[0] - down[0]) / 2e-6, 5);
      expect(slopes[1]?.[d]).toBeCloseTo((up[1] - down[1]) / 2e-6, 5);
    }
  });

  it('forgets what was appended on top', () => {
    const process = build(12);
    process.append(at);
    process.setLastTarget(7);
    process.solve();
    process.predict(at);
    expect(process.mean).toBeGreaterThan(5);
    process.truncate(12);
    process.setTargets(targets);
    const fresh = build(12);
    process.predict(at);
    fresh.predict(at);
    expect([process.mean, process.variance]).toEqual([fresh.mean, fresh.variance]);
  });

  it('predicts a target that was set last as if it had always been there, but for the level', () => {
    const process = build(12);
    process.append(points[12] as Float64Array);
    process.setLastTarget(targets[12] as number);
    process.predict(at);
    const whole = build(13);
    whole.predict(at);
    expect(process.variance).toBe(whole.variance);
    expect(process.mean).toBeCloseTo(whole.mean, 1);
  });
});

describe('posterior of the hyperparameters', () => {
  const { points, targets } = data(15);
  const rows = Float64Array.from(points.flatMap((p) => [...p]));
  const posterior = createLogPosterior(shape, rows, targets);

  it('has the gradient of its value', () => {
    for (const theta of [
      [-1, -0.3, 0.4, 0.3, -4],
      [0.5, -2, -1, -0.6, -1],
    ].map((t) => Float64Array.from(t))) {
      const gradient = new Float64Array(5);
      posterior.evaluate(theta, gradient);
      for (let i = 0; i < 5; i++) {
        const shifted = (by: number) =>
          posterior.evaluate(
            theta.map((v, k) => (k === i ? v + by : v)),
            new Float64Array(5),
          );
        expect(gradient[i]).toBeCloseTo((shifted(1e-5) - shifted(-1e-5)) / 2e-5, 5);
      }
    }
  });

  it('finds a short length where the function is rough and a long one where nothing happens', () => {
    const random = createRandom(8, 0, 'fit');
    const plane: KernelShape = { dimensions: 2, isChoice: new Uint8Array(2) };
    const sample = Float64Array.from({ length: 80 }, () => random.float());
    const values = Float64Array.from({ length: 40 }, (_, i) => 1.4 * Math.sin(9 * (sample[2 * i] as number)));
    const fit = fitHyperparameters(plane, sample, values, null);
    expect(fit.lengths[0]).toBeLessThan(0.6);
    expect(fit.lengths[1]).toBeGreaterThan(4 * (fit.lengths[0] as number));
    expect(fit.noise).toBeLessThan(1e-3);
    const noisy = values.map((v) => v + 0.5 * random.normal());
    expect(fitHyperparameters(plane, sample, noisy, null).noise).toBeGreaterThan(0.05);
  });
});

describe('surrogate', () => {
  it('refits about 5 % apart', () => {
    expect([1, 7, 20, 21, 30, 100].map(dueAt)).toEqual([1, 7, 20, 21, 29, 97]);
    for (let n = 1; n < 2000; n++) {
      expect(dueAt(n)).toBeLessThanOrEqual(n);
      expect(n / dueAt(n)).toBeLessThan(1.06);
      expect(dueAt(dueAt(n))).toBe(dueAt(n));
    }
  });

  it('is a function of the observations, not of how it came to them', () => {
    const { points, targets } = data(60);
    const stepwise = createSurrogate(shape, (count) => targets.slice(0, count));
    let process = stepwise.condition(points.slice(0, 10), 3);
    for (let n = 10; n <= 60; n++) {
      process = stepwise.condition(points.slice(0, n), 3);
      process.append(at);
      process.setLastTarget(n);
    }
    process = stepwise.condition(points, 3);
    const direct = createSurrogate(shape, (count) => targets.slice(0, count)).condition(points, 7);
    process.predict(at);
    direct.predict(at);
    expect([process.mean, process.variance, process.size]).toEqual([direct.mean, direct.variance, 60]);
  });
});
