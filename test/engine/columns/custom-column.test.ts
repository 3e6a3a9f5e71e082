import { describe, expect, it } from 'vitest';
import {
  above,
  bindStrategy,
  type Column,
  column,
  createColumnCache,
  evaluateStrategy,
  side,
  strategy,
} from '../../../engine/columns/index.ts';
import { seriesOf } from './candles.ts';

const bound = (build: (close: Column) => Column) =>
  bindStrategy(strategy({ name: 's', each: ({ close }) => ({ signal: side(1), stop: build(close) }) }));
const stopOf = (closes: readonly number[], build: (close: Column) => Column, cache = createColumnCache()) => [
  ...(evaluateStrategy(bound(build), seriesOf(closes), cache).stop ?? []),
];

const sumOf = (close: Column, n: number) =>
  column('sum', [close], { n }, (p) => {
    let sum = 0;
    return (x) => {
      sum += x * p.n;
      return sum;
    };
  });

describe('column', () => {
  it('runs the function over the rows, each instance with its own state', () => {
    expect(stopOf([1, 2, 3], (close) => sumOf(close, 2))).toEqual([2, 6, 12]);
    expect(stopOf([1, 2, 3], (close) => sumOf(close, 2).plus(sumOf(close, 1)))).toEqual([3, 9, 18]);
  });

  it('is known by name, params and source', () => {
    const key = (build: (close: Column) => Column) => bound(build).graph.stop?.node.key;
    const double = (close: Column) => column('f', [close], {}, () => (x) => 2 * x);
    const triple = (close: Column) => column('f', [close], {}, () => (x) => 3 * x);
    expect(key((c) => sumOf(c, 2))).toBe(key((c) => sumOf(c, 2)));
    expect(key((c) => sumOf(c, 2))).not.toBe(key((c) => sumOf(c, 3)));
    expect(key(double)).not.toBe(key(triple));
    const cache = createColumnCache();
    expect([stopOf([1], double, cache), stopOf([1], triple, cache)]).toEqual([[2], [3]]);
  });

  it('begins anew after a gap, and may have no value', () => {
    expect(stopOf([1, 2, 9, 3, 4], (close) => sumOf(close.where(above(5, close)), 1))).toEqual([
      1,
      3,
      Number.NaN,
      3,
      7,
    ]);
    const odd = (close: Column) => column('odd', [close], {}, () => (x) => (x % 2 === 1 ? x : undefined));
    expect(stopOf([1, 2, 3], odd)).toEqual([1, Number.NaN, 3]);
  });

  it('takes any number of inputs, numbers among them', () => {
    const of = (k: number) => (close: Column) =>
      column(
        'add',
        new Array(k).fill(close),
        {},
        () =>
          (...x) =>
            1 + x.reduce((sum, value) => sum + value, 0),
      );
    for (let k = 0; k <= 6; k += 1) expect(stopOf([2], of(k))).toEqual([1 + 2 * k]);
    expect(stopOf([2, 3], (close) => column('mul', [close, 5], {}, () => (x, y) => x * y))).toEqual([10, 15]);
  });

  it('warms up for seven times its numbers unless it says so', () => {
    const extent = (close: Column, memory?: number) =>
      column(
        'f',
        [close],
        { n: 10, k: 2, name: 'x' },
        () => (x) => x,
        memory === undefined ? {} : { memory, length: 3 },
      );
    const warmup = (build: (close: Column) => Column) =>
      evaluateStrategy(bound(build), seriesOf([1]), createColumnCache()).warmup;
    expect(warmup((close) => extent(close))).toBe(84);
    expect(warmup((close) => extent(close, 5))).toBe(5);
  });
});
