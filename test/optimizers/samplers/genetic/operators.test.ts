import { describe, expect, it } from 'vitest';
import { createRandom, type RandomStream } from '../../../../engine/math/index.ts';
import type { TrialResult } from '../../../../optimizers/model/index.ts';
import { createSearchSpace, decodePoint, unitOfLevel } from '../../../../optimizers/model/index.ts';
import { crossCoordinate } from '../../../../optimizers/samplers/genetic/binary-crossover.ts';
import { breedInto, mutateInto, tournament } from '../../../../optimizers/samplers/genetic/breed.ts';
import { mutateCoordinate } from '../../../../optimizers/samplers/genetic/polynomial-mutation.ts';
import { createPopulation } from '../../../../optimizers/samplers/genetic/population.ts';
import { choice, float, int } from '../../support/spaces.ts';

const N = 20_000;
const sample = (draw: (random: RandomStream) => number): number[] => {
  const random = createRandom(1, 0, 'operators');
  return Array.from({ length: N }, () => draw(random));
};
const mean = (x: readonly number[]) => x.reduce((sum, v) => sum + v, 0) / x.length;

describe('simulated binary crossover', () => {
  it('keeps the mean of the parents and stays in the cube', () => {
    const children = sample((random) => crossCoordinate(0.4, 0.6, 15, random));
    expect(mean(children)).toBeCloseTo(0.5, 2);
    for (const child of children) expect(child >= 0 && child <= 1).toBe(true);
  });

  it('spreads with the density of its definition', () => {
    // Far from the bounds, spread = |child - middle| / half distance has P(spread < 1) = 1/2 and density prop. to
    // spread^eta below 1, so that P(spread < 0.95) = 0.95^(eta + 1) / 2.
    const spreads = sample((random) => Math.abs(crossCoordinate(0.49, 0.51, 15, random) - 0.5) / 0.01);
    expect(spreads.filter((s) => s < 1).length / N).toBeCloseTo(0.5, 1);
    expect(spreads.filter((s) => s < 0.95).length / N).toBeCloseTo(0.95 ** 16 / 2, 2);
    // Above 1: P(spread > s) = s^-(eta + 1) / 2.
    expect(spreads.filter((s) => s > 1.05).length / N).toBeCloseTo(1.05 ** -16 / 2, 2);
  });

  it('does not push children against a near bound', () => {
    const children = sample((random) => crossCoordinate(0.001, 0.3, 15, random));
    expect(children.filter((c) => c === 0 || c === 1).length).toBe(0);
    expect(Math.min(...children)).toBeLessThan(0.001);
  });

  it('reaches the bounds and no further, whatever its index', () => {
    const children = sample((random) => crossCoordinate(0.2, 0.4, 1, random));
    expect(Math.min(...children)).toBeLessThan(0.005);
    expect(Math.max(...children)).toBeGreaterThan(0.98);
    expect(Math.min(...children)).toBeGreaterThanOrEqual(0);
  });

  it('leaves equal parents as they are', () => {
    expect(new Set(sample((random) => crossCoordinate(0.3, 0.3, 15, random)))).toEqual(new Set([0.3]));
  });
});

describe('polynomial mutation', () => {
  it('moves both ways by about 1 / eta, never out', () => {
    const steps = sample((random) => mutateCoordinate(0.5, 20, random) - 0.5);
    expect(mean(steps)).toBeCloseTo(0, 2);
    // Far from the bounds E|step| = 1 / (eta + 2).
    expect(mean(steps.map(Math.abs))).toBeCloseTo(1 / 22, 2);
    for (const x of [0, 0.02, 1])
      for (const y of sample((random) => mutateCoordinate(x, 20, random))) expect(y >= 0 && y <= 1).toBe(true);
  });

  it('treats both sides alike and reaches both bounds', () => {
    const steps = sample((random) => mutateCoordinate(0.5, 1, random) - 0.5);
    expect(Math.abs(mean(steps))).toBeLessThan(0.008);
    expect(Math.min(...steps)).toBeLessThan(-0.495);
    expect(Math.max(...steps)).toBeGreaterThan(0.495);
    expect(mean(steps.filter((s) => s > 0))).toBeCloseTo(-mean(steps.filter((s) => s < 0)), 2);
  });

  it('reaches the far side of the cube sometimes', () => {
    expect(Math.max(...sample((random) => mutateCoordinate(0.1, 3, random)))).toBeGreaterThan(0.8);
  });
});

describe('mutation of whole settings', () => {
  const space = createSearchSpace([int('n', 0, 4), choice('c', 'a', 'b', 'c'), float('f', 0, 1)], {
    n: 2,
    c: 'a',
    f: 0.5,
  });
  const start = () => Float64Array.from([unitOfLevel(space.params[0] as never, 2), 1 / 6, 0.5]);

  it('mutates each coordinate with its probability', () => {
    let changed = [0, 0, 0];
    const random = createRandom(2, 0, 'mutate');
    for (let i = 0; i < N; i++) {
      const point = start();
      mutateInto(point, space, 0.25, 20, random);
      changed = changed.map(
        (count, d) => count + (Math.abs((point[d] as number) - (start()[d] as number)) > 1e-12 ? 1 : 0),
      );
    }
    expect((changed[1] as number) / N).toBeCloseTo(0.25, 1);
    expect((changed[2] as number) / N).toBeCloseTo(0.25, 1);
    // A step of 1/22 of five levels rounds to another level in about a quarter of the mutations.
    expect((changed[0] as number) / N).toBeGreaterThan(0.25 * 0.15);
    expect((changed[0] as number) / N).toBeLessThan(0.25 * 0.35);
  });

  it('moves nothing at probability 0 and every choice at probability 1', () => {
    const random = createRandom(3, 0, 'mutate');
    const point = start();
    mutateInto(point, space, 0, 20, random);
    expect(decodePoint(space, point)).toEqual({ n: 2, c: 'a', f: 0.5 });
    for (let i = 0; i < 200; i++) {
      const other = start();
      mutateInto(other, space, 1, 20, random);
      expect(decodePoint(space, other).c).not.toBe('a');
    }
  });
});

describe('population', () => {
  const space = createSearchSpace([int('n', 0, 99)], { n: 0 });
  const trial = (index: number, n: number, rest: Partial<TrialResult>): TrialResult => ({
    index,
    params: { n },
    status: 'ok',
    value: 0,
    violations: [],
    metrics: {},
    reason: '',
    ...rest,
  });

  it('keeps the best distinct settings, best first, by Deb’s rules', () => {
    const population = createPopulation(space, 3, 'max');
    population.offer(trial(0, 1, { status: 'infeasible', value: null, violations: [0.5] }));
    population.offer(trial(1, 2, { status: 'failed', value: null }));
    population.offer(trial(2, 3, { value: 1 }));
    population.offer(trial(3, 3, { value: 1 }));
    population.offer(trial(4, 4, { value: 5 }));
    expect(population.members.map((m) => m.trial.index)).toEqual([4, 2, 0]);
    population.offer(trial(5, 5, { value: 2 }));
    population.offer(trial(6, 6, { value: 0.5 }));
    expect(population.members.map((m) => m.trial.index)).toEqual([4, 5, 2]);
    population.offer(trial(7, 1, { value: 9 }));
    expect(population.members[0]?.trial.index).toBe(7);
  });

  it('lets the better of two breed: rank r of n wins with probability (2(n - r) - 1) / n^2', () => {
    const population = createPopulation(space, 4, 'min');
    for (let i = 0; i < 4; i++) population.offer(trial(i, i, { value: i }));
    const wins = [0, 0, 0, 0];
    const random = createRandom(4, 0, 'tournament');
    for (let i = 0; i < N; i++) {
      const parent = tournament(population, random);
      const winner = population.members.findIndex(({ point }) => point === parent);
      wins[winner] = (wins[winner] ?? 0) + 1;
    }
    expect(wins.map((count) => Math.round((16 * count) / N))).toEqual([7, 5, 3, 1]);
  });

  it('breeds between its members', () => {
    const population = createPopulation(space, 4, 'max');
    for (let i = 0; i < 4; i++) population.offer(trial(i, 40 + i, { value: i }));
    const child = new Float64Array(1);
    const random = createRandom(5, 0, 'breed');
    for (let i = 0; i < 300; i++) {
      breedInto(child, space, population, { crossover: 1, crossoverEta: 15, mutation: 0, mutationEta: 20 }, random);
      expect(Math.abs(Number(decodePoint(space, child).n) - 41.5)).toBeLessThan(12);
    }
  });
});
