import { describe, expect, it } from 'vitest';
import { above, bindStrategy, param, side, strategy } from '../../../engine/columns/index.ts';
import { ConfigError, StrategyError } from '../../../engine/model/index.ts';

const definition = strategy({
  name: 'sample',
  params: {
    fast: param.int(3, 60, { default: 10 }),
    slow: param.int(20, 300, { default: 50 }),
    width: param.float(0, 2, { step: 0.1 }),
    on: param.bool(true),
    kind: param.choice(['a', 'b']),
  },
  constraint: (p) => p.fast < p.slow,
  each: ({ close, open }) => ({ signal: side(above(close, open)) }),
});

describe('bindStrategy', () => {
  it('fills in defaults', () => {
    expect(bindStrategy(definition, { fast: 12 }).params).toEqual({
      fast: 12,
      slow: 50,
      width: 1,
      on: true,
      kind: 'a',
    });
  });

  it('refuses what does not fit, in one sentence', () => {
    const refuses = (params: Record<string, number | boolean | string>, sentence: string) => {
      expect(() => bindStrategy(definition, params)).toThrow(sentence);
      expect(() => bindStrategy(definition, params)).toThrow(ConfigError);
    };
    refuses({ fats: 12 }, 'Strategy sample has no parameter fats. Did you mean fast?');
    refuses({ unheardOf: 1 }, 'Strategy sample has no parameter unheardOf. Known: fast, slow, width, on, kind.');
    refuses({ constructor: 1 }, 'Strategy sample has no parameter constructor.');
    refuses({ fast: 2.5 }, 'Expected fast of strategy sample to be an integer from 3 to 60, was 2.5.');
    refuses({ fast: 3.5 }, 'Expected fast of strategy sample to be an integer from 3 to 60, was 3.5.');
    refuses({ fast: '12' }, "Expected fast of strategy sample to be an integer from 3 to 60, was '12'.");
    refuses({ fast: Number.NaN }, 'was NaN.');
    refuses({ width: 0.25 }, 'Expected width of strategy sample to be a number from 0 to 2 in steps of 0.1, was 0.25.');
    refuses({ on: 1 }, 'Expected on of strategy sample to be true or false, was 1.');
    refuses({ kind: 'c' }, "Expected kind of strategy sample to be one of a, b, was 'c'.");
    refuses({ fast: 40, slow: 30 }, 'The constraint of strategy sample does not hold for fast 40, slow 30,');
  });

  it('takes every step of a float, whatever its rounding', () => {
    for (let k = 0; k <= 20; k += 1) expect(bindStrategy(definition, { width: k * 0.1 }).params.width).toBe(k * 0.1);
  });

  it('names the strategy whose own code throws, with its cause', () => {
    const cause = new TypeError('no such thing');
    const broken = strategy({
      name: 'broken',
      each: () => {
        throw cause;
      },
    });
    let caught: unknown;
    try {
      bindStrategy(broken);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(StrategyError);
    expect(caught).toMatchObject({ message: 'Strategy broken threw in each: no such thing', cause });
  });
});
