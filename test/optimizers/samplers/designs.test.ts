import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../engine/model/index.ts';
import { createSearchSpace, type ParamSpec } from '../../../optimizers/model/index.ts';
import { createSampler } from '../../../optimizers/samplers/index.ts';
import { ok, runSampler } from '../support/run-sampler.ts';
import { boxSpace, choice, float, int } from '../support/spaces.ts';
import { specOf } from '../support/studies.ts';

const options = { seed: 1, direction: 'max' as const };
const all = (kind: string, params: ParamSpec[], present: Record<string, number | string>, trials: number, rest = {}) =>
  runSampler(createSampler(specOf(kind, rest), createSearchSpace(params, present), options), trials, () => ok(0)).map(
    (trial) => trial.params,
  );

describe('grid sampler', () => {
  it('runs through every combination once, the last parameter fastest, the present settings first', () => {
    const params = [int('a', 1, 3), choice('b', 'x', 'y')];
    const sampler = createSampler(specOf('grid'), createSearchSpace(params, { a: 2, b: 'x' }), options);
    expect(sampler.size).toBe(6);
    expect(runSampler(sampler, 6, () => ok(0)).map(({ params: p }) => `${p.a}${p.b}`)).toEqual([
      '2x',
      '1x',
      '1y',
      '2y',
      '3x',
      '3y',
    ]);
  });

  it('counts one trial more where the present settings lie between the steps, and leaves out what is forbidden', () => {
    const params = [int('a', 0, 10, { step: 5 }), int('b', 0, 10, { step: 5 })];
    const space = createSearchSpace(params, { a: 1, b: 3 }, (p) => Number(p.a) < Number(p.b));
    expect(createSampler(specOf('grid'), space, options).size).toBe(1 + 3);
  });

  it('takes points on continuous dimensions, ends included', () => {
    const values = all('grid', [float('f', 1, 100, { log: true })], { f: 7 }, 4, { points: 3 }).map((p) => p.f);
    expect(values).toEqual([7, 1, expect.closeTo(10, 10), 100]);
  });

  it('refuses what has no finite grid, and a grid without end', () => {
    expect(() => createSampler(specOf('grid'), boxSpace(2, 0, 1), options)).toThrow(ConfigError);
    expect(() => createSampler(specOf('grid'), boxSpace(2, 0, 1), options)).toThrow(
      'Expected space.x0 to have a step for the grid sampler (or sampler.points to be given), was continuous.',
    );
    const huge = createSearchSpace([int('a', 1, 5000), int('b', 1, 5000)], { a: 1, b: 1 });
    expect(() => createSampler(specOf('grid'), huge, options)).toThrow('at most 4194304 points, was 25000000');
  });
});

describe('random and Sobol samplers', () => {
  it.each(['random', 'sobol'])('give every level of a dimension its share (%s)', (kind) => {
    const tally = new Map<unknown, number>();
    const params = [float('f', 0, 1), choice('c', 'p', 'q', 'r', 's')];
    for (const { c } of all(kind, params, { f: 0.5, c: 'p' }, 513).slice(1)) tally.set(c, (tally.get(c) ?? 0) + 1);
    // Random: 128 within about four standard deviations.
    for (const count of tally.values()) expect(Math.abs(count - 128)).toBeLessThanOrEqual(kind === 'sobol' ? 1 : 40);
  });

  it.each(['random', 'sobol'])('try each point of a small space before any twice (%s)', (kind) => {
    const tried = all(kind, [int('a', 1, 4), int('b', 1, 3)], { a: 1, b: 1 }, 12).map((p) => `${p.a},${p.b}`);
    expect(new Set(tried).size).toBe(12);
  });
});
