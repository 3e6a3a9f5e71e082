import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  above,
  bindStrategy,
  type Column,
  createColumnCache,
  createStrategyStream,
  crossed,
  ema,
  evaluateStrategy,
  event,
  type InstrumentColumns,
  type StrategyColumns,
  side,
  sma,
  strategy,
} from '../../../engine/columns/index.ts';
import type { CandleSeries } from '../../../engine/model/index.ts';
import { anySeries, candleAt, createSeries } from './candles.ts';
import { operations } from './operations-sample.ts';

/** All of a column's bits: sign, zero and absence in the signal, sizes of both signs in stop and target. */
const exposing = (column: Column): StrategyColumns => ({
  signal: side(column, { otherwise: 'HOLD' }),
  stop: column,
  target: column.neg(),
});

function expectAgreement(build: (of: InstrumentColumns) => StrategyColumns, series: CandleSeries, validity = 1): void {
  const bound = bindStrategy(strategy({ name: 'sample', each: build }));
  const { packed, stop, target } = evaluateStrategy(bound, series, createColumnCache(), { validity });
  const stream = createStrategyStream(bound, series, { validity });
  for (let i = 0; i < series.length; i += 1) {
    const now = stream.next(candleAt(series, i));
    const expected = { packed: packed[i], stop: stop?.[i] ?? Number.NaN, target: target?.[i] ?? Number.NaN };
    // Object.is on every field, without the cost of a matcher per row.
    if (now.packed === expected.packed && Object.is(now.stop, expected.stop) && Object.is(now.target, expected.target))
      continue;
    expect({ row: i, ...now }).toEqual({ row: i, ...expected });
  }
}

/** A column with gaps wherever the price is below its average. */
const gapped = ({ close }: InstrumentColumns): Column => close.where(above(close, sma(close, 3)));

describe('createStrategyStream', () => {
  it.each([1, 2047, 2048, 2049, 5000])('agrees over %i rows, which columns read in blocks', (length) => {
    expectAgreement(({ close, open }) => {
      const rising = above(close, open);
      return { signal: side(rising.and(above(close, 100)).or(rising.and(above(ema(close, 5), close)))) };
    }, createSeries(length));
  });

  for (const [name, apply] of Object.entries(operations)) {
    it(`${name}: agrees with the columns bit for bit`, () => {
      fc.assert(
        fc.property(anySeries, fc.integer({ min: 1, max: 9 }), fc.boolean(), (series, n, gaps) => {
          expectAgreement((of) => exposing(apply(gaps ? gapped(of) : of.close, of.open, n, of)), series);
        }),
        { seed: 1, numRuns: 60 },
      );
    });
  }

  it('agrees on operations of operations of operations', () => {
    const name = fc.constantFrom(...Object.keys(operations));
    const n = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(anySeries, fc.array(fc.tuple(name, n), { minLength: 2, maxLength: 5 }), (series, steps) => {
        expectAgreement((of) => {
          let a: Column = of.close;
          let b: Column = of.high;
          for (const [operation, period] of steps) [a, b] = [operations[operation](a, b, period, of), a];
          return exposing(a);
        }, series);
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('agrees on opinions that stay alive, and on conditions of a higher interval', () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 1, max: 5 }), (series, validity) => {
        expectAgreement(
          ({ close, tf }) => {
            const slow = tf('4h').close;
            const up = crossed(slow, 'up', sma(slow, 2));
            return { signal: event({ buy: up, sell: crossed(close, 'down', slow) }, { confidence: 0.5 }) };
          },
          series,
          validity,
        );
        expectAgreement(({ tf }) => ({ signal: side(above(tf('1d').close, tf('1d').open)) }), series, validity);
      }),
      { seed: 1 },
    );
  });
});
