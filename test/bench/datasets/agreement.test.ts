import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCopies, FIELDS, judgeAgreement } from '../../../bench/datasets/agreement.ts';
import { createCandleSeries } from '../../../datasets/candle-columns.ts';
import type { CandleSeries } from '../../../engine/model/index.ts';

type Row = readonly [time: number, open: number, high: number, low: number, close: number, volume: number];

function series(rows: readonly Row[]): CandleSeries {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]);
  const [time, open, high, low, close, volume] = [0, 1, 2, 3, 4, 5].map(column);
  return createCandleSeries('X', 60_000, { time, open, high, low, close, volume });
}

const row = fc.tuple(...([10, 10, 10, 10, 10] as const).map((max) => fc.integer({ min: 1, max })));
const rows = fc
  .dictionary(fc.integer({ min: 0, max: 30 }).map(String), row)
  .map((byTime) => Object.entries(byTime).map(([time, [o, h, l, c, v]]): Row => [Number(time), o, h, l, c, v]))
  .map((list) => list.sort((a, b) => a[0] - b[0]));

describe('agreement of two copies', () => {
  test('is what a lookup by time finds', () => {
    fc.assert(
      fc.property(rows, rows, (one, two) => {
        const found = compareCopies(series(one), series(two));
        const pairs = one.flatMap((a) => two.filter((b) => b[0] === a[0]).map((b) => [a, b] as const));
        expect(found.common).toBe(pairs.length);
        expect(found.alone).toBe(one.length - pairs.length);
        expect(found.differing).toBe(pairs.filter(([a, b]) => a.join() !== b.join()).length);
        for (const [k, field] of FIELDS.entries()) {
          expect(found.byField[field]).toBe(pairs.filter(([a, b]) => a[k + 1] !== b[k + 1]).length);
        }
      }),
      { seed: 1 },
    );
  });

  test('lets only volumes differ by rounding', () => {
    const one = series([[0, 1, 1, 1, 1, 100]]);
    const rounded = series([[0, 1, 1, 1, 1, 100 + 1e-11]]);
    expect(compareCopies(one, rounded).byField.volume).toBe(1);
    expect(compareCopies(one, rounded, 1e-12).differing).toBe(0);
    expect(compareCopies(one, series([[0, 1, 1, 1, 1, 100 + 1e-9]]), 1e-12).byField.volume).toBe(1);
    expect(compareCopies(one, series([[0, 1 + 1e-15, 1, 1, 1, 100]]), 1e-12).byField.open).toBe(1);
  });
});

describe('verdict', () => {
  const byField = { open: 0, high: 2, low: 0, close: 0, volume: 0 };
  const found = { common: 9, alone: 1, differing: 2, byField };

  test('names what is not known of the sources', () => {
    expect(judgeAgreement(found)).toEqual(['alone 1 (known 0)', 'high 2 (known 0)']);
    expect(judgeAgreement(found, { reason: 'x', alone: 1, byField: { high: 3 } })).toEqual(['high 2 (known 3)']);
    expect(judgeAgreement(found, { reason: 'x', alone: 1, byField: { high: 2 } })).toEqual([]);
  });

  test('wants candles in common', () => {
    const nothing = { common: 0, alone: 0, differing: 0, byField: { ...byField, high: 0 } };
    expect(judgeAgreement(nothing)).toEqual(['no candle in common']);
  });
});
