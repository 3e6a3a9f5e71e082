import { describe, expect, it } from 'vitest';
import {
  createSearchSpace,
  type Direction,
  levelCount,
  levelOfValue,
  type ParamSpec,
  type ParamValue,
  type SearchSpace,
  type TrialOutcome,
  type TrialResult,
  valueOfLevel,
} from '../../optimizers/model/index.ts';
import type { Sampler } from '../../optimizers/samplers/index.ts';
import { ok, runSampler } from '../optimizers/support/run-sampler.ts';
import { choice, float, int, mixedSpace } from '../optimizers/support/spaces.ts';

export interface SamplerUnderTest {
  readonly name: string;
  readonly create: (space: SearchSpace, options: { seed: number; direction: Direction }) => Sampler;
  /** Trials of each case; past the point where the sampler begins to learn. */
  readonly trials: number;
  /** False for a sampler whose trials do not depend on the seed. */
  readonly seeded: boolean;
}

/** What every sampler must keep. */
export function describeSampler({ name, create, trials, seeded }: SamplerUnderTest): void {
  const options = { seed: 11, direction: 'max' as const };

  /** Depends on every parameter, with a failed and an infeasible region. */
  function evaluate(params: Readonly<Record<string, ParamValue>>): TrialOutcome {
    const fast = Number(params.fast);
    const floor = Number(params.floor);
    if (fast > 50) return { status: 'failed', value: null, violations: [], metrics: {}, reason: 'threw' };
    if (floor > 0.82)
      return { status: 'infeasible', value: null, violations: [floor - 0.82], metrics: {}, reason: 'few' };
    const bonus = params.entry === 'target' ? 0.5 : params.short === true ? 0.2 : 0;
    return ok(bonus - Math.abs(fast - 20) / 40 - Math.abs(Number(params.slow) - 150) / 200 - Number(params.cost));
  }

  describe(`sampler contract: ${name}`, () => {
    it('begins with the present settings', () => {
      const space = mixedSpace();
      expect(create(space, options).ask(0)).toEqual({ index: 0, params: space.present });
    });

    it('makes the same trials from the same seed, others from another', () => {
      const run = (seed: number) => runSampler(create(mixedSpace(), { ...options, seed }), trials, evaluate);
      const first = run(5);
      expect(run(5)).toEqual(first);
      if (seeded) expect(run(6).slice(1)).not.toEqual(first.slice(1));
    });

    it('stays inside the bounds, on the steps, and feasible', () => {
      const space = mixedSpace();
      for (const { params } of runSampler(create(space, options), trials, evaluate)) {
        expect(Object.keys(params)).toEqual(space.params.map((spec) => spec.name));
        for (const spec of space.params) expectOnStep(spec, params[spec.name] as ParamValue);
        expect(space.feasible(params)).toBe(true);
      }
    });

    it('sees results only through the window, whatever order they are told in', () => {
      const space = mixedSpace();
      const expected = runSampler(create(space, options), trials, evaluate);
      const sampler = create(space, options);
      const held: TrialResult[] = [];
      for (let index = 0; index < trials; index++) {
        // The last moment at which trial index - window may be told; the ones held back are told youngest first.
        const due = index - sampler.window;
        if (held.some((result) => result.index <= due))
          for (const result of held.splice(0).reverse()) sampler.tell(result);
        const { params } = sampler.ask(index);
        expect(params).toEqual(expected[index]?.params);
        held.push({ index, params, ...evaluate(params) });
      }
    });

    it('does not look at a result before its turn', () => {
      const space = mixedSpace();
      const a = create(space, options);
      const b = create(space, options);
      const window = Math.min(a.window, trials - 2);
      for (let index = 0; index <= window; index++) {
        const { params } = a.ask(index);
        expect(b.ask(index).params).toEqual(params);
        a.tell({ index, params, ...evaluate(params) });
        // Sampler b hears nonsense about all trials but the first, which are pending for ask(window).
        if (index === 0) b.tell({ index, params, ...evaluate(params) });
        else b.tell({ index, params, ...ok(1000 - index) });
      }
    });

    it('refuses to ask before a result that it must see, and to be told twice', () => {
      const sampler = create(mixedSpace(), options);
      for (let index = 0; index < sampler.window; index++) sampler.ask(index);
      expect(() => sampler.ask(sampler.window)).toThrow(/Expected trial 0 to be told before ask/);
      const result: TrialResult = { index: 1, params: {}, ...ok(1) };
      sampler.tell(result);
      expect(() => sampler.tell(result)).toThrow(/told once/);
      expect(() => sampler.ask(sampler.window + 1)).toThrow(/to be next/);
    });

    it('continues a study from its recalled asks as if it had never stopped', () => {
      const expected = runSampler(create(mixedSpace(), options), trials, evaluate);
      for (const stop of [1, Math.floor(trials / 3), trials - 1]) {
        const sampler = create(mixedSpace(), options);
        for (const trial of expected.slice(0, stop)) {
          sampler.recall({ index: trial.index, params: trial.params });
          sampler.tell(trial);
        }
        for (let index = stop; index < trials; index++) {
          const suggestion = sampler.ask(index);
          expect(suggestion.params).toEqual(expected[index]?.params);
          sampler.tell({ ...suggestion, ...evaluate(suggestion.params) });
        }
      }
    });

    it('spreads a logarithmic scale over its decades', () => {
      const space = createSearchSpace([float('cost', 1e-6, 1, { log: true })], { cost: 1e-3 });
      const gridless = name === 'grid' ? createSearchSpace([int('cost', 1, 1000, { log: true })], { cost: 10 }) : space;
      const results = runSampler(create(gridless, options), trials, () => ok(0));
      const low = results.filter(({ params }) => Number(params.cost) < (name === 'grid' ? 32 : 1e-3)).length;
      expect(low).toBeGreaterThan(trials * 0.2);
    });

    it('survives a study in which nothing works', () => {
      const failed: TrialOutcome = { status: 'failed', value: null, violations: [], metrics: {}, reason: 'threw' };
      const results = runSampler(create(mixedSpace(), options), trials, () => failed);
      expect(results).toHaveLength(trials);
    });

    it('survives a constant objective and a space of one point', () => {
      expect(runSampler(create(mixedSpace(), options), trials, () => ok(1))).toHaveLength(trials);
      const point = createSearchSpace([int('n', 5, 5), choice('c', 'a')], { n: 5, c: 'a' });
      for (const { params } of runSampler(create(point, options), trials, () => ok(1)))
        expect(params).toEqual(point.present);
    });

    it('gives an infeasible point only where there is no feasible one', () => {
      const params = [int('a', 0, 9), int('b', 0, 9)];
      const nowhere = createSearchSpace(params, { a: 0, b: 0 }, () => false);
      expect(runSampler(create(nowhere, options), 12, () => ok(0))).toHaveLength(12);
      const narrow = createSearchSpace(params, { a: 0, b: 1 }, (p) => Number(p.a) + 1 === Number(p.b));
      for (const trial of runSampler(create(narrow, options), 9, () => ok(0)))
        expect(narrow.feasible(trial.params)).toBe(true);
    });

    it('begins outside its bounds where the present settings are there', () => {
      const space = createSearchSpace([int('n', 5, 9), choice('c', 'a', 'b')], { n: 100, c: 'z' });
      const [first, ...rest] = runSampler(create(space, options), Math.min(trials, 11), () => ok(1));
      expect(first?.params).toEqual({ n: 100, c: 'z' });
      for (const { params } of rest) expect(Number(params.n)).toBeLessThanOrEqual(9);
    });
  });
}

function expectOnStep(spec: ParamSpec, value: ParamValue): void {
  if (spec.kind === 'choice') {
    expect(spec.values).toContain(value);
    return;
  }
  expect(value).toBeGreaterThanOrEqual(spec.min);
  expect(value).toBeLessThanOrEqual(spec.max);
  if (levelCount(spec) !== null) expect(valueOfLevel(spec, levelOfValue(spec, value))).toBe(value);
}
