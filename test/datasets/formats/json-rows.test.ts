import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJsonRowScanner } from '../../../datasets/formats/json-rows.ts';
import { errorOf } from '../support/candle-arbitrary.ts';

interface ScannedRow {
  readonly row: number;
  readonly cells: number;
  readonly values: readonly number[];
  readonly texts: readonly string[];
  readonly quoted: readonly boolean[];
}

/** Scans a text in pieces; each piece is overwritten once it was taken, as a stream's buffer may be. */
function scan(text: string, width = 3, pieces = [Infinity]): ScannedRow[] {
  const rows: ScannedRow[] = [];
  const cells = Array.from({ length: width }, (_, cell) => cell);
  const scanner = createJsonRowScanner('x.json', width, (row) =>
    rows.push({
      row: row.row,
      cells: row.cells,
      values: [...row.values],
      texts: cells.map((cell) => row.text(cell)),
      quoted: cells.map((cell) => row.quoted(cell)),
    }),
  );
  const bytes = new TextEncoder().encode(text);
  for (let at = 0, k = 0; at < bytes.length; k++) {
    const end = Math.min(bytes.length, at + (pieces[k % pieces.length] as number));
    const chunk = bytes.slice(at, end);
    scanner.feed(chunk);
    chunk.fill(0x5b);
    at = end;
  }
  scanner.finish();
  return rows;
}

test('numbers, numbers in quotes and words', () => {
  expect(scan('[[1502942400000,"4261.48000000",null],\n [ -1.5e-3 , "x\\"]" , NaN , 4 ] ]')).toEqual([
    {
      row: 1,
      cells: 3,
      values: [1502942400000, 4261.48, NaN],
      texts: ['1502942400000', '4261.48000000', 'null'],
      quoted: [false, true, false],
    },
    { row: 2, cells: 4, values: [-0.0015, NaN, NaN], texts: ['-1.5e-3', 'x\\"]', 'NaN'], quoted: [false, true, false] },
  ]);
});

test('short rows have NaN where they end, one flat array is one row, an empty array has none', () => {
  expect(scan('[[1,2,3],[4],[]]').map(({ cells, values }) => [cells, ...values])).toEqual([
    [3, 1, 2, 3],
    [1, 4, NaN, NaN],
    [0, NaN, NaN, NaN],
  ]);
  expect(scan('\uFEFF [1,2]').map(({ values }) => values)).toEqual([[1, 2, NaN]]);
  expect(scan(' [ ] ')).toEqual([]);
});

const cell = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.double({ noNaN: true, min: 1e-8, max: 1e6 }).map((x) => x.toFixed(8)),
  fc.constant(null),
  fc.boolean(),
  fc.string(),
);

test('equals JSON.parse on any array of flat arrays, in pieces of any size', () => {
  const rows = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 });
  const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(rows, pieces, fc.constantFrom(0, 1, 2), (data, sizes, indent) => {
      const text = JSON.stringify(data, null, indent);
      const parsed: unknown[][] = JSON.parse(text);
      const asNumber = (value: unknown): number =>
        typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value))
          ? Number(value)
          : NaN;
      const found = scan(text, 5, sizes);
      expect(found.map(({ cells }) => cells)).toEqual(parsed.map((row) => row.length));
      for (const [i, { values, quoted }] of found.entries()) {
        for (const [k, value] of (parsed[i] as unknown[]).entries()) {
          expect(quoted[k]).toBe(typeof value === 'string');
          // Text that only resembles a number, such as " 1" or "+1e5", is left to the reader of decimals.
          if (typeof value === 'string' && !/^-?\d+(?:\.\d+)?$/.test(value)) continue;
          expect(Object.is(values[k], asNumber(value)) || values[k] === asNumber(value)).toBe(true);
        }
      }
    }),
    { seed: 1, numRuns: 1500 },
  );
});

test('whatever JSON.parse refuses after a cut, a lost or an added character is refused', () => {
  const rows = fc.array(
    fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant('1.5')), {
      minLength: 1,
      maxLength: 4,
    }),
    { minLength: 1, maxLength: 4 },
  );
  let refused = 0;
  fc.assert(
    fc.property(
      rows,
      fc.nat(),
      fc.constantFrom('', '[', ']', ',', '"', '0', '-', '.', 'e', '{', 'x'),
      (data, at, added) => {
        const text = JSON.stringify(data);
        const cut = at % text.length;
        for (const broken of [
          text.slice(0, cut),
          text.slice(0, cut) + added + text.slice(cut + (added === '' ? 1 : 0)),
        ]) {
          try {
            JSON.parse(broken);
          } catch {
            refused++;
            expect(errorOf(() => scan(broken))).toMatchObject({ code: 'json-broken' });
          }
        }
      },
    ),
    { seed: 1, numRuns: 1500 },
  );
  expect(refused).toBeGreaterThan(1000);
});

describe('damage names the row and what it was', () => {
  test.each([
    ['[[1,2],[3,4', 'row 2: expected the array to end with ], was the end of the file.'],
    ['[[1,2],[3,4]', 'row 3: expected the array to end with ], was the end of the file.'],
    ['[[1,2],[3,4]]x', 'row 3: expected nothing after the array, was "x".'],
    ['[[1,2][3,4]]', 'row 2: expected , or ] after a row, was "[3,4]]".'],
    ['[[1,{"a":2}]]', 'row 1: expected cells to be numbers, text or null, was "{\\"a\\":2}]]".'],
    ['[[1,[2]]]', 'row 1: expected cells to be numbers, text or null, was "[2]]]".'],
    ['[[1,,2]]', 'row 1: expected cells to be numbers, text or null, was nothing.'],
    ['[[1,01]]', 'row 1: expected cells to be numbers, text or null, was "01]]".'],
    ['[[1],2]', 'row 2: expected an array of cells, was "2]".'],
    ['{"a":[]}', 'row 1: expected an array of arrays, was "{\\"a\\":[]}".'],
  ])('%s', (text, message) => {
    expect(errorOf(() => scan(text)).message).toBe(`x.json ${message}`);
  });

  test('a row without an end is refused before it fills the memory', () => {
    expect(errorOf(() => scan(`[[${'1'.repeat(1_100_000)}`)).message).toBe(
      'x.json row 1: expected the row to end, was more than 1048576 bytes.',
    );
  });
});
