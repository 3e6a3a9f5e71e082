import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../engine/model/index.ts';
import { createSearchSpace, decodeParamEntry, decodeSpace, paramsKey } from '../../../optimizers/model/index.ts';
import { choice, int, mixedSpace } from '../support/spaces.ts';

describe('space schema', () => {
  it('decodes every kind of entry', () => {
    const space = decodeSpace({
      a: { int: [3, 60] },
      b: { float: [0.5, 0.9], step: 0.05 },
      c: { float: [1e-4, 1e-1], log: true },
      d: { choice: ['once', 'add', 3] },
      e: { bool: true },
    });
    expect(space).toEqual([
      { name: 'a', kind: 'int', min: 3, max: 60, log: false, step: 1 },
      { name: 'b', kind: 'float', min: 0.5, max: 0.9, log: false, step: 0.05 },
      { name: 'c', kind: 'float', min: 1e-4, max: 1e-1, log: true, step: null },
      { name: 'd', kind: 'choice', values: ['once', 'add', 3] },
      { name: 'e', kind: 'choice', values: [false, true] },
    ]);
  });

  it.each([
    [{ int: [60, 3] }, 'Expected space.p to have min <= max, was [60, 3].'],
    [{ int: [1.5, 3] }, /space\.p to be well formed/],
    [{ int: [1, 3], stpe: 2 }, /space\.p.*stpe/],
    [{ float: [0, 1], log: true }, /with log to have min > step \/ 2 and > 0, was 0/],
    [{ float: [0.1, 1], log: true, step: 0.3 }, /with log/],
    [{ float: [0, 1], step: 0 }, /space\.p/],
    [{ choice: [] }, /space\.p/],
    [{ choice: ['a', 'a'] }, 'Expected space.p to have distinct choices, was ["a","a"].'],
    [{ range: [1, 2] }, /Expected space\.p to be \{"int":\[a,b\]\}.*was \{"range":\[1,2\]\}/],
    [null, /was null/],
    [7, /was 7/],
  ])('refuses %j', (entry, message) => {
    expect(() => decodeParamEntry('p', entry)).toThrow(ConfigError);
    expect(() => decodeParamEntry('p', entry)).toThrow(message);
  });

  it('reports all wrong entries at once', () => {
    expect(() => decodeSpace({ a: { int: [9, 1] }, b: { int: [1, 9] }, c: {} })).toThrow(/space\.a.*\n.*space\.c/);
  });

  it('checks the space as a whole', () => {
    expect(() => createSearchSpace([], {})).toThrow('Expected space to name at least one parameter, was empty.');
    expect(() => createSearchSpace([int('a', 1, 2), int('a', 1, 2)], { a: 1 })).toThrow(/name "a" once/);
    expect(() => createSearchSpace([int('a', 1, 2)], {})).toThrow(
      'Expected the present value of a to be given, was missing.',
    );
    expect(() => createSearchSpace([int('a', 1, 2)], { a: 'x' })).toThrow(/to be a number/);
    expect(createSearchSpace([int('a', 1, 2), choice('b', 'x')], { a: 9, b: 'y' }).feasible({})).toBe(true);
  });

  it('names settings whatever the order of their keys', () => {
    const space = mixedSpace();
    const reversed = Object.fromEntries(Object.entries(space.present).reverse());
    expect(paramsKey(space, reversed)).toBe(paramsKey(space, space.present));
    expect(paramsKey(space, { ...space.present, short: true })).not.toBe(paramsKey(space, space.present));
  });
});
