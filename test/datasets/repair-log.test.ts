import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRepairLog } from '../../datasets/repair-log.ts';
import type { RepairedRow } from '../../datasets/repairs.ts';

const T0 = Date.parse('2020-01-01T00:00:00Z');

test('rows of all kinds come in the order of the file, as often as they are read, each with its sentence', () => {
  const kinds = fc.array(fc.constantFrom('drop', 'keep-first', 'sort', 'none'), { maxLength: 40 });
  fc.assert(
    fc.property(kinds, fc.integer(), (rows, salt) => {
      const log = createRepairLog('row');
      const expected: RepairedRow[] = [];
      const duplicates: (() => void)[] = [];
      for (const [k, kind] of rows.entries()) {
        const place = k + 1;
        const price = salt + k / 8;
        if (kind === 'drop') {
          const reason = `expected close > 0, was ${price}.`;
          log.dropped(place, reason);
          expected.push({ repair: 'drop', place, reason });
        } else if (kind === 'sort') {
          log.moved(place, T0, 77);
          const reason = 'expected a time after that of row 77, was 2020-01-01T00:00:00.000Z.';
          expected.push({ repair: 'sort', place, reason });
        } else if (kind === 'keep-first') {
          const column = k % 6;
          duplicates.push(() => log.duplicate({ place, first: 9, time: T0, column, value: price, kept: 2.5 }));
          const names = ['', 'open', 'high', 'low', 'close', 'volume'];
          const rest = column === 0 ? 'the same values' : `${names[column]} ${price} instead of 2.5`;
          const reason = `expected a time of its own, was 2020-01-01T00:00:00.000Z of row 9 with ${rest}.`;
          expected.push({ repair: 'keep-first', place, reason });
        }
      }
      for (const add of duplicates.toReversed()) add();
      const read = log.rows();
      expect(read.length).toBe(expected.length);
      expect([...read]).toEqual(expected);
      expect([...read]).toEqual(expected);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('counts tell copies from contradictions, and are silent of what did not happen', () => {
  const log = createRepairLog('line');
  const duplicate = { place: 3, first: 2, time: T0, value: 1, kept: 1 };
  log.duplicate({ ...duplicate, column: 0 });
  log.duplicate({ ...duplicate, place: 4, column: 4 });
  log.duplicate({ ...duplicate, place: 5, column: 5 });
  expect(log.counts()).toEqual({ identical: 1, conflicting: 2 });
});
