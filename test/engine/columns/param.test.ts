import { describe, expect, expectTypeOf, it } from 'vitest';
import { param, side, strategy } from '../../../engine/columns/index.ts';

describe('param', () => {
  it('defaults to the middle of the range, by its scale and step', () => {
    expect(param.int(3, 60).default).toBe(31);
    expect(param.int(1, 100, { scale: 'log' }).default).toBe(10);
    expect(param.float(1, 5).default).toBe(3);
    expect(param.float(0, 1, { step: 0.4 }).default).toBe(0.4);
    expect(param.bool().default).toBe(false);
    expect(param.choice(['a', 'b']).default).toBe('a');
  });

  it('refuses declarations that cannot be meant', () => {
    expect(() => param.int(5, 3)).toThrow('Expected min <= max, was 5 > 3.');
    expect(() => param.int(1.5, 3)).toThrow(
      'Expected an integer parameter to have integer min, max and step, was 1.5.',
    );
    expect(() => param.float(0, 3, { scale: 'log' })).toThrow('Expected min > 0 on a log scale, was 0.');
    expect(() => param.float(0, Number.POSITIVE_INFINITY)).toThrow('Expected finite bounds, was 0 to Infinity.');
    expect(() => param.float(0, 1, { step: 0 })).toThrow('Expected step to be > 0, was 0.');
    expect(() => param.int(3, 60, { default: 2 })).toThrow(
      'Expected the default to be an integer from 3 to 60, was 2.',
    );
    expect(() => param.choice([])).toThrow('Expected at least one value to choose from, was none.');
  });

  it('types the values of a strategy', () => {
    strategy({
      name: 'typed',
      params: { n: param.int(1, 9), x: param.float(0, 1), on: param.bool(), kind: param.choice(['fast', 'slow']) },
      constraint: (p) => {
        expectTypeOf(p).toEqualTypeOf<{
          readonly n: number;
          readonly x: number;
          readonly on: boolean;
          readonly kind: 'fast' | 'slow';
        }>();
        return true;
      },
      each: () => ({ signal: side(1) }),
    });
  });
});
