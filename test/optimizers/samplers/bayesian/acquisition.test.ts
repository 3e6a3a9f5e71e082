import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../engine/math/index.ts';
import { createSearchSpace, type ParamValues, type SearchSpace } from '../../../../optimizers/model/index.ts';
import { createAcquisition } from '../../../../optimizers/samplers/bayesian/acquisition.ts';
import {
  logExpectedImprovementInto,
  logImprovement,
} from '../../../../optimizers/samplers/bayesian/expected-improvement.ts';
import { createGaussianProcess } from '../../../../optimizers/samplers/bayesian/gaussian-process.ts';
import { maximizeAcquisition } from '../../../../optimizers/samplers/bayesian/maximize-acquisition.ts';
import { transformOutputs } from '../../../../optimizers/samplers/bayesian/output-transform.ts';
import { choice, float, int } from '../../support/spaces.ts';

describe('log expected improvement', () => {
  it('has published and quadrature values, near and far', () => {
    // h(0) is the density at 0.
    expect(logImprovement(0)).toBeCloseTo(-0.9189385332046727, 13);
    // log of the integral of (z + u) pdf(z) over z > -u, by Simpson's rule.
    for (const u of [-8, -3, -1, -0.5, 1, 4]) {
      const steps = 200_000;
      const width = 40 / steps;
      let sum = 0;
      for (let k = 0; k <= steps; k++) {
        const t = k * width;
        const weight = k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2;
        sum += weight * t * Math.exp(-0.5 * (t - u) ** 2);
      }
      expect(logImprovement(u)).toBeCloseTo(Math.log((sum * width) / 3 / Math.sqrt(2 * Math.PI)), 8);
    }
  });

  it('is smooth where its formulas meet, and finite far out', () => {
    for (const u of [-1, -25]) expect(Math.abs(logImprovement(u + 1e-9) - logImprovement(u - 1e-9))).toBeLessThan(1e-6);
    expect(logImprovement(-1000)).toBeCloseTo(-500_000 - 0.9189385332 - 2 * Math.log(1000), 4);
    for (let u = -200; u < 20; u += 0.37) expect(logImprovement(u + 0.37)).toBeGreaterThan(logImprovement(u));
  });

  it('has the derivatives of its value', () => {
    const out = { value: 0, byMean: 0, byDeviation: 0 };
    const value = (mean: number, deviation: number) => {
      logExpectedImprovementInto(out, mean, deviation, 0.3);
      return out.value;
    };
    for (const [mean, deviation] of [
      [0.5, 0.2],
      [-1, 0.4],
      [-2, 0.05],
    ] as const) {
      value(mean, deviation);
      const { byMean, byDeviation } = out;
      expect(byMean / ((value(mean + 1e-6, deviation) - value(mean - 1e-6, deviation)) / 2e-6)).toBeCloseTo(1, 5);
      expect(byDeviation / ((value(mean, deviation + 1e-7) - value(mean, deviation - 1e-7)) / 2e-7)).toBeCloseTo(1, 4);
    }
  });
});

describe('output transform', () => {
  it('standardises and keeps the order, turned round for a minimum', () => {
    const random = createRandom(1, 0, 'values');
    const values = Float64Array.from({ length: 50 }, () => Math.exp(2 * random.normal()));
    for (const sign of [1, -1] as const) {
      const targets = transformOutputs(values, sign);
      const mean = targets.reduce((a, b) => a + b) / 50;
      expect(mean).toBeCloseTo(0, 12);
      expect(targets.reduce((a, b) => a + b * b, 0) / 50).toBeCloseTo(1, 10);
      const order = [...values.keys()].sort((i, j) => sign * ((values[i] as number) - (values[j] as number)));
      for (let k = 1; k < 50; k++)
        expect(targets[order[k] as number]).toBeGreaterThan(targets[order[k - 1] as number] as number);
    }
  });

  it('takes the skew out of skewed values', () => {
    const random = createRandom(2, 0, 'values');
    const skewed = Float64Array.from({ length: 400 }, () => Math.exp(random.normal()));
    const skew = (x: Float64Array) => x.reduce((sum, v) => sum + v ** 3, 0) / x.length;
    expect(Math.abs(skew(transformOutputs(skewed, 1)))).toBeLessThan(0.6);
    const raw = (() => {
      const mean = skewed.reduce((a, b) => a + b) / 400;
      const deviation = Math.sqrt(skewed.reduce((a, b) => a + (b - mean) ** 2, 0) / 400);
      return skewed.map((v) => (v - mean) / deviation);
    })();
    expect(skew(raw)).toBeGreaterThan(2);
  });

  it('survives equal, single and huge values', () => {
    expect(transformOutputs(Float64Array.from([3, 3, 3]), 1)).toEqual(new Float64Array(3));
    expect(transformOutputs(Float64Array.from([5]), -1)).toEqual(new Float64Array(1));
    expect(transformOutputs(Float64Array.from([1e308, -1e308, 0]), 1).every(Number.isFinite)).toBe(true);
  });
});

/** A process over one or more dimensions that has seen a bump. */
function processOver(space: SearchSpace) {
  const dimensions = space.params.length;
  const isChoice = Uint8Array.from(space.params, (spec) => (spec.kind === 'choice' ? 1 : 0));
  const hyper = { lengths: new Float64Array(dimensions).fill(0.3), scale: 1, noise: 1e-4 };
  const process = createGaussianProcess({ dimensions, isChoice }, hyper, 40);
  const random = createRandom(5, dimensions, 'bump');
  const targets = new Float64Array(30);
  for (let i = 0; i < 30; i++) {
    const point = Float64Array.from({ length: dimensions }, (_, d) =>
      isChoice[d] === 1 ? (random.int(0, 2) + 0.5) / 3 : random.float(),
    );
    process.append(point);
    targets[i] = -point.reduce((sum, x) => sum + (x - 0.7) ** 2, 0);
  }
  process.setTargets(targets);
  process.solve();
  return { process, best: Math.max(...targets) };
}

const search = (space: SearchSpace, asked: readonly ParamValues[] = []) => {
  const { process, best } = processOver(space);
  const acquisition = createAcquisition(process, best, null);
  const keys = new Set(asked.map((values) => JSON.stringify(values)));
  const history = {
    space,
    results: [],
    pending: [],
    wasAsked: (values: ParamValues) => keys.has(JSON.stringify(values)),
  };
  const found = maximizeAcquisition({
    acquisition,
    history,
    incumbent: new Float64Array(space.params.length).fill(0.6),
    observations: 30,
    seed: 1,
    index: 40,
  });
  return { found, acquisition };
};

describe('acquisition', () => {
  it('has the slopes of its value, feasibility included', () => {
    const space = createSearchSpace([float('a', 0, 1), float('b', 0, 1)], { a: 0.5, b: 0.5 });
    const { process, best } = processOver(space);
    const works = createGaussianProcess(
      { dimensions: 2, isChoice: new Uint8Array(2) },
      { lengths: Float64Array.from([0.4, 0.5]), scale: 1, noise: 0.01 },
      9,
    );
    for (const [a, b] of [
      [0.1, 0.2],
      [0.8, 0.3],
      [0.4, 0.9],
    ] as const)
      works.append(Float64Array.from([a, b]));
    works.setTargets(Float64Array.from([1, -1, 1]));
    works.solve();
    for (const feasibility of [null, works]) {
      const acquisition = createAcquisition(process, best, feasibility);
      const gradient = new Float64Array(2);
      const point = Float64Array.from([0.45, 0.55]);
      expect(acquisition.valueWithSlopes(point, gradient)).toBeCloseTo(acquisition.value(point), 10);
      for (const d of [0, 1]) {
        const shifted = (by: number) => acquisition.value(point.map((x, k) => (k === d ? x + by : x)));
        expect(gradient[d]).toBeCloseTo((shifted(1e-6) - shifted(-1e-6)) / 2e-6, 4);
      }
    }
  });

  it('is maximised as well as a fine grid does', () => {
    const space = createSearchSpace([float('a', 0, 1), float('b', 0, 1)], { a: 0.5, b: 0.5 });
    const { found, acquisition } = search(space);
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i <= 100; i++)
      for (let j = 0; j <= 100; j++) best = Math.max(best, acquisition.value(Float64Array.from([i / 100, j / 100])));
    expect(acquisition.value(Float64Array.from([Number(found?.a), Number(found?.b)]))).toBeGreaterThan(best - 1e-3);
  });

  it('finds the best combination of a space of steps and choices, leaving out what was asked', () => {
    const params = [int('n', 0, 39), choice('c', 'p', 'q', 'r'), int('m', 0, 5)];
    const space = createSearchSpace(params, { n: 0, c: 'p', m: 0 }, (p) => Number(p.n) % 2 === 0);
    const { found, acquisition } = search(space);
    const scored: { values: ParamValues; value: number }[] = [];
    for (let n = 0; n < 40; n += 2) {
      for (let c = 0; c < 3; c++) {
        for (let m = 0; m < 6; m++) {
          const value = acquisition.value(Float64Array.from([(n + 0.5) / 40, (c + 0.5) / 3, (m + 0.5) / 6]));
          scored.push({ values: { n, c: 'pqr'[c] as string, m }, value });
        }
      }
    }
    scored.sort((a, b) => b.value - a.value);
    expect(found).toEqual(scored[0]?.values);
    const second = search(space, [scored[0]?.values as ParamValues]).found;
    expect(scored.slice(1, 4).map(({ values }) => values)).toContainEqual(second);
  });

  it('gives up where everything was asked', () => {
    const space = createSearchSpace([int('n', 0, 1)], { n: 0 });
    expect(search(space, [{ n: 0 }, { n: 1 }]).found).toBeNull();
  });
});
