import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParamSpec, TrialResult } from '#optimizers/model';
import { binPairs, binParameter, median, positionOf, valueAt } from '../../../reports/analysis/parameter-bins.ts';
import { explainedShare } from '../../../reports/analysis/parameter-effect.ts';
import { rankCorrelation } from '../../../reports/analysis/rank-correlation.ts';
import { rangeOf } from '../../../reports/analysis/value-range.ts';
import { createUniform } from '../../support/report-fixtures.ts';

const linear: ParamSpec = { name: 'a', kind: 'float', min: -2, max: 6, log: false, step: null };
const log: ParamSpec = { name: 'b', kind: 'float', min: 0.001, max: 10, log: true, step: null };
const few: ParamSpec = { name: 'c', kind: 'int', min: 2, max: 10, log: false, step: 2 };
const choice: ParamSpec = { name: 'd', kind: 'choice', values: ['x', true, 3] };

describe('bins of parameters', () => {
  it('puts every value into the bin at its place', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(linear, log), (part, spec) => {
        const value = valueAt(spec, part);
        expect(positionOf(spec, value)).toBeCloseTo(part, 9);
        const bin = binParameter(spec, 10).indexOf(value);
        expect(Math.abs(bin - Math.min(9, Math.floor(part * 10)))).toBeLessThanOrEqual(
          part * 10 - Math.floor(part * 10) < 1e-6 || Math.ceil(part * 10) - part * 10 < 1e-6 ? 1 : 0,
        );
      }),
      { seed: 1 },
    );
  });

  it('has one bin a value or choice where there are few', () => {
    expect(binParameter(few, 10).labels).toEqual(['2', '4', '6', '8', '10']);
    expect(binParameter(few, 10).indexOf(8)).toBe(3);
    expect([
      binParameter(choice, 10).indexOf(true),
      binParameter(choice, 10).indexOf('y'),
      positionOf(choice, 3),
    ]).toEqual([1, -1, 5 / 6]);
  });

  it('takes medians of pairs', () => {
    const x = binParameter(few, 10);
    const y = binParameter(choice, 10);
    const cells = binPairs(
      [
        { x: 4, y: 'x', value: 1 },
        { x: 4, y: 'x', value: 9 },
        { x: 4, y: 'x', value: 2 },
        { x: 10, y: 3, value: 5 },
      ],
      x,
      y,
    );
    expect(cells[0]?.[1]).toEqual({ median: 2, count: 3 });
    expect(cells[2]?.[4]).toEqual({ median: 5, count: 1 });
    expect(cells[1]?.[0]).toEqual({ median: null, count: 0 });
    expect(median([1, 2, 3, 4])).toBe(2.5);
  });
});

describe('effect of parameters', () => {
  const uniform = createUniform(5);
  const trials = Array.from({ length: 600 }, (_, index): TrialResult => {
    const params = { a: valueAt(linear, uniform()), b: valueAt(log, uniform()) };
    return { index, params, status: 'ok', value: params.a + 0.5 * uniform(), violations: [], metrics: {}, reason: '' };
  });

  it('is near 1 for what decides and near 0 for what does not', () => {
    expect(explainedShare(linear, trials)).toBeGreaterThan(0.9);
    expect(explainedShare(log, trials)).toBeLessThan(0.03);
    expect(explainedShare(linear, trials.slice(0, 10))).toBeNull();
  });
});

describe('rank correlation', () => {
  it('agrees with known values', () => {
    expect(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 99])).toBeCloseTo(1, 12);
    expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
    // Without ties: 1 - 6 sum d^2 / (n (n^2 - 1)), here 1 - 6 * 194 / 990.
    const iq = [106, 86, 100, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 0, 27, 50, 28, 29, 20, 12, 6, 17];
    expect(rankCorrelation(iq, hours)).toBeCloseTo(-29 / 165, 12);
    expect(rankCorrelation([1, 2, 3], [5, 5, 5])).toBeNull();
  });
});

describe('range of values', () => {
  it('cuts a far value on the worse side only', () => {
    const values = [...Array.from({ length: 40 }, (_, i) => i / 10), -500];
    expect(rangeOf(values, 'max')).toMatchObject({ isCut: true });
    expect(rangeOf(values, 'max').min).toBeGreaterThan(-20);
    expect(rangeOf(values, 'min')).toMatchObject({ isCut: false });
    expect(rangeOf([3], 'max').max).toBeGreaterThan(3);
  });
});
