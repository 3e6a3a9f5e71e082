import { describe, expect, it } from 'vitest';
import { above, below, bindStrategy, defaultsOf, param, side, strategy } from '../../../engine/columns/index.ts';

describe('strategy', () => {
  it('means long only in the enter/exit form and both sides with signals, unless it says so', () => {
    const signal = strategy({ name: 's', each: ({ close, open }) => ({ signal: side(above(close, open)) }) });
    const entries = strategy({
      name: 'e',
      each: ({ close, open }) => ({ enter: above(close, open), exit: below(close, open) }),
    });
    const declared = strategy({
      name: 'd',
      sides: 'long',
      each: ({ close, open }) => ({ signal: side(above(close, open)) }),
    });
    expect([signal.sides, entries.sides, declared.sides]).toEqual(['both', 'long', 'long']);
  });

  it('describes anew for every setting, and computes nothing', () => {
    const asked: number[] = [];
    const definition = strategy({
      name: 's',
      params: { n: param.int(1, 9, { default: 4 }) },
      each: ({ close }, p) => {
        asked.push(p.n);
        return { signal: side(above(close, close.shift(p.n))) };
      },
    });
    expect(asked).toEqual([]);
    bindStrategy(definition, { n: 7 });
    bindStrategy(definition);
    expect(asked).toEqual([7, 4]);
    expect(defaultsOf(definition.params)).toEqual({ n: 4 });
  });

  it('says what is missing', () => {
    // A plain JavaScript file may return anything.
    const of = (columns: unknown) => () => bindStrategy(strategy({ name: 's', each: () => columns as never }));
    expect(of(undefined)).toThrow('Expected strategy s to return a signal, or enter and exit.');
    expect(of({})).toThrow('Expected strategy s to return a signal, or enter and exit.');
    expect(of({ signal: 'BUY' })).toThrow(
      'Expected the signal of strategy s to come from side() or event(), was string.',
    );
    expect(() => strategy({ name: '', each: () => ({ signal: side(1) }) })).toThrow(
      'Expected a strategy to have a name.',
    );
  });
});
