import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkStaleRuns } from '../../../datasets/checks/stale-runs.ts';
import { seriesOf } from '../support/candle-arbitrary.ts';

/** Candles named by a close and a high: equal names, equal candles. */
const of = (rows: readonly (readonly [close: number, high: number])[]) =>
  seriesOf(rows.map(([close, high], n) => ({ time: n * 3_600_000, open: 1, high, low: 0.5, close, volume: n })));

test('three equal candles are a run, two are not', () => {
  expect(
    checkStaleRuns(
      of([
        [1, 9],
        [2, 9],
        [2, 9],
        [1, 9],
      ]),
    ),
  ).toMatchObject({ count: 0, severity: 'ok' });
  expect(
    checkStaleRuns(
      of([
        [1, 9],
        [2, 9],
        [2, 9],
        [2, 9],
      ]),
    ),
  ).toMatchObject({
    count: 3,
    severity: 'note',
    figures: { runs: 1, longest: 3 },
    examples: [{ time: 3_600_000, values: { close: 2, candles: 3 } }],
  });
});

test('ten equal closes are a run, nine are not', () => {
  const closes = (n: number) =>
    of(Array.from({ length: n + 2 }, (_, k) => [k === 0 || k > n ? 5 : 2, k + 10] as const));
  expect(checkStaleRuns(closes(9)).count).toBe(0);
  expect(checkStaleRuns(closes(10))).toMatchObject({ count: 10, figures: { runs: 1, longest: 10 } });
});

test('every candle counts once, as the plain way says', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          close: fc.integer({ min: 1, max: 2 }),
          high: fc.integer({ min: 5, max: 6 }),
          times: fc.integer({ min: 1, max: 12 }),
        }),
        { maxLength: 12 },
      ),
      (parts) => {
        const rows = parts.flatMap(({ close, high, times }) =>
          Array.from({ length: times }, () => [close, high] as const),
        );
        // A candle is stale when it lies in ten in a row of its close, or in three in a row of itself.
        const within = (k: number, size: number, same: (a: number, b: number) => boolean) => {
          let from = k;
          let to = k;
          while (from > 0 && same(from - 1, k)) from--;
          while (to < rows.length - 1 && same(to + 1, k)) to++;
          return to - from + 1 >= size;
        };
        const stale = rows.filter(
          (_, k) =>
            within(k, 10, (a, b) => rows[a]?.[0] === rows[b]?.[0]) ||
            within(k, 3, (a, b) => rows[a]?.[0] === rows[b]?.[0] && rows[a]?.[1] === rows[b]?.[1]),
        );
        expect(checkStaleRuns(of(rows)).count).toBe(stale.length);
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});
