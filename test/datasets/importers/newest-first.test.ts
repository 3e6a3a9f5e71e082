import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowSink } from '../../../datasets/importers/importer.ts';
import { createOrderedRows } from '../../../datasets/importers/newest-first.ts';

type Row = [place: number, time: number, open: number];

function pass(times: readonly number[]): { rows: Row[]; warnings: readonly string[] } {
  const rows: Row[] = [];
  const sink: RowSink = {
    accept: (place, time, open) => rows.push([place, time, open]),
    refuse: () => {
      throw new Error('Expected no refusal.');
    },
  };
  const ordered = createOrderedRows(sink);
  for (const [i, time] of times.entries()) ordered.accept(i + 1, time, 100 + i, 2, 3, 4, 5);
  return { warnings: ordered.finish(), rows };
}

const warning = 'The file is newest first; it was read from its end.';

test('rising times are handed on at once, falling ones from the end with their own places', () => {
  expect(pass([10, 20, 30])).toEqual({
    rows: [
      [1, 10, 100],
      [2, 20, 101],
      [3, 30, 102],
    ],
    warnings: [],
  });
  expect(pass([30, 20, 10])).toEqual({
    rows: [
      [3, 10, 102],
      [2, 20, 101],
      [1, 30, 100],
    ],
    warnings: [warning],
  });
});

test('rows of one time stay in the order of the file', () => {
  expect(pass([30, 20, 20, 10])).toEqual({
    rows: [
      [4, 10, 103],
      [2, 20, 101],
      [3, 20, 102],
      [1, 30, 100],
    ],
    warnings: [warning],
  });
  expect(pass([10, 10])).toEqual({
    rows: [
      [1, 10, 100],
      [2, 10, 101],
    ],
    warnings: [],
  });
  expect(pass([10])).toEqual({ rows: [[1, 10, 100]], warnings: [] });
  expect(pass([])).toEqual({ rows: [], warnings: [] });
});

test('any other order is handed on as it is, for the intake to judge', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 }), (times) => {
      const { rows, warnings } = pass(times);
      const falls = times.every((time, i) => i === 0 || time <= (times[i - 1] as number));
      const reversed = falls && times.length > 0 && (times[0] as number) > (times.at(-1) as number);
      const expected = times.map((time, i): Row => [i + 1, time, 100 + i]);
      // A stable sort keeps rows of one time as they are.
      if (reversed) expected.sort((a, b) => a[1] - b[1]);
      expect(rows).toEqual(expected);
      expect(warnings).toEqual(reversed ? [warning] : []);
    }),
    { seed: 1, numRuns: 1000 },
  );
});
