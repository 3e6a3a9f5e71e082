import { describe, expect, it } from 'vitest';
import {
  above,
  below,
  bindStrategy,
  type Column,
  createColumnCache,
  crossed,
  evaluateStrategy,
  type InstrumentColumns,
  latch,
  macd,
  side,
  sma,
  strategy,
} from '../../../engine/columns/index.ts';
import { buysOf, sellsOf } from '../../../engine/model/index.ts';
import { seriesOf } from './candles.ts';

type Build = (of: InstrumentColumns) => Parameters<typeof side>[0];

/** 1, -1 or 0 per row, null where there is no opinion, for a column or condition. */
function directions(closes: readonly number[], build: Build): (number | null)[] {
  const of = strategy({ name: 's', each: (columns) => ({ signal: side(build(columns), { otherwise: 'HOLD' }) }) });
  const { packed } = evaluateStrategy(bindStrategy(of), seriesOf(closes), createColumnCache());
  return [...packed].map((value) => (value === 0 ? null : buysOf(value) - sellsOf(value)));
}

/** Positive values of a column, NaN elsewhere. */
function values(closes: readonly number[], build: (of: InstrumentColumns) => Column): number[] {
  const of = strategy({ name: 's', each: (columns) => ({ signal: side(1), stop: build(columns) }) });
  return [...(evaluateStrategy(bindStrategy(of), seriesOf(closes), createColumnCache()).stop ?? [])];
}

const TENTHS = 0.1 + 0.2;

describe('above and below', () => {
  it('take numbers within 1e-11 of their size as equal', () => {
    expect(directions([TENTHS, 0.3, 0.3 * (1 + 2e-11), 0.3 * (1 - 2e-11)], ({ close }) => above(close, 0.3))).toEqual([
      -1, -1, 1, -1,
    ]);
    expect(directions([TENTHS, 0.3 * (1 - 2e-11), 5e-324], ({ close }) => below(close, 0.3))).toEqual([-1, 1, 1]);
    expect(directions([TENTHS, 0.2], ({ close }) => close.atLeast(0.3))).toEqual([1, -1]);
    expect(directions([0.3, 0.2], ({ close }) => close.atLeast(TENTHS))).toEqual([1, -1]);
  });

  it('agree with the sign of a difference', () => {
    const closes = [TENTHS, 0.3, 0.4, 0.2];
    expect(directions(closes, ({ close }) => close.minus(0.3))).toEqual([0, 0, 1, -1]);
  });

  it('know nothing where an input is missing', () => {
    expect(directions([1, 2, 3], ({ close }) => above(close, sma(close, 2)))).toEqual([null, 1, 1]);
    expect(directions([1, 2, 3], ({ close }) => above(close, sma(close, 2)).not())).toEqual([null, -1, -1]);
  });
});

describe('and, or', () => {
  it('are sure as soon as one side decides', () => {
    const unknown = ({ close }: InstrumentColumns) => above(close, sma(close, 9));
    expect(directions([1, 3], (of) => unknown(of).and(above(of.close, 2)))).toEqual([-1, null]);
    expect(directions([1, 3], (of) => unknown(of).or(above(of.close, 2)))).toEqual([null, 1]);
  });
});

describe('crossed', () => {
  it('happens where not above becomes above', () => {
    const closes = [1, 2, 3, 2, 2, 1, 3];
    expect(directions(closes, ({ close }) => crossed(close, 'up', 2))).toEqual([null, -1, 1, -1, -1, -1, 1]);
    expect(directions(closes, ({ close }) => crossed(close, 'down', 2))).toEqual([null, -1, -1, -1, -1, 1, -1]);
    expect(directions(closes, ({ close }) => crossed(close, 'any', 2))).toEqual([null, -1, 1, -1, -1, 1, 1]);
  });

  it('sees a tie that rounding hides as a tie', () => {
    // 0.1 + 0.2 is above 0.3 in doubles: without a tolerance the first would be above already.
    expect(directions([TENTHS, 0.4], ({ close }) => crossed(close, 'up', 0.3))).toEqual([null, 1]);
    expect(directions([0.2, TENTHS], ({ close }) => crossed(close, 'up', 0.3))).toEqual([null, -1]);
  });

  it('never comes from the rounding of averages of a standstill', () => {
    const still = new Array<number>(120).fill(0.1);
    const any: Build = ({ close }) => {
      const { histogram } = macd(close, 3, 7, 4);
      return crossed(sma(close, 3), 'any', sma(close, 7)).or(crossed(histogram, 'any', 0));
    };
    expect(directions(still, any).slice(20)).toEqual(new Array(100).fill(-1));
  });

  it('needs both rows', () => {
    expect(directions([1, 3, 9, 1], ({ close }) => crossed(close, 'down', sma(close, 3)))).toEqual([
      null,
      null,
      null,
      1,
    ]);
  });
});

describe('latch', () => {
  it('says nothing before its first event, then lasts', () => {
    const state = ({ close }: InstrumentColumns) =>
      latch({ long: above(close, 8), short: below(close, 2), flat: above(close, 4).and(below(close, 6)) });
    expect(directions([5.5, 9, 7, 1, 3, 5, 7], state)).toEqual([0, 1, 1, -1, -1, 0, 0]);
    expect(directions([7, 7, 9], state)).toEqual([null, null, 1]);
  });
});

describe('arithmetic', () => {
  it('has no value where the result is not finite', () => {
    expect(values([0, 2, 4], ({ close, open }) => close.div(open))).toEqual([Number.NaN, Number.NaN, 2]);
    expect(values([1e200, 3], ({ close }) => close.times(close))).toEqual([Number.NaN, 9]);
  });

  it('takes numbers on either side and looks back only', () => {
    expect(values([1, 2, 3], ({ close }) => close.plus(1).times(2).max(5).min(7))).toEqual([5, 6, 7]);
    expect(values([1, 2, 3], ({ close }) => close.shift(1).plus(close))).toEqual([Number.NaN, 3, 5]);
    expect(values([1, 2, 3], ({ close }) => close.neg().abs())).toEqual([1, 2, 3]);
    expect(() => values([1], ({ close }) => close.shift(-1))).toThrow(
      'Expected shift to take an integer >= 0, was -1.',
    );
    expect(() => values([1], ({ close }) => sma(close, 2.5))).toThrow('Expected sma to take an integer >= 1, was 2.5.');
    expect(() => values([1], ({ close }) => close.plus(Number.NaN))).toThrow(
      'Expected a column or a finite number, was NaN.',
    );
  });

  it('keeps what a condition lets through', () => {
    expect(values([1, 5, 2, 6], ({ close }) => close.where(above(close, 3)))).toEqual([Number.NaN, 5, Number.NaN, 6]);
  });
});
