import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locateColumns } from '../../../datasets/formats/csv-header.ts';
import { createRowScanner } from '../../../datasets/formats/csv-rows.ts';

const columns = locateColumns(['close', 'x', 'time', 'open', 'high', 'low'], 'x.csv', 1);

interface ScannedRow {
  readonly line: number;
  readonly fields: number;
  readonly values: number[];
  readonly texts: string[];
}

/** @param cuts offsets at which the text is handed over in pieces */
function scan(text: string, cuts: readonly number[] = [], decimal = '.'): ScannedRow[] {
  const rows: ScannedRow[] = [];
  const format = { columns, delimiter: 0x2c, decimal: decimal.charCodeAt(0), line: 1 };
  const scanner = createRowScanner(format, 'x.csv', ({ bytes, line, fields, values, starts, ends }) => {
    const texts = Array.from(starts, (start, slot) => Buffer.from(bytes).toString('latin1', start, ends[slot]));
    // What a short row lacks is that of the row before.
    const known = fields < columns.count ? 0 : 6;
    rows.push({ line, fields, values: [...values].slice(0, known), texts: texts.slice(0, known) });
  });
  const bytes = Buffer.from(text);
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    scanner.feed(bytes.subarray(from, cut));
    from = Math.max(from, cut);
  }
  scanner.feed(bytes.subarray(from));
  scanner.end();
  return rows;
}

test('fields go to their slots, plain numbers are read on the way, others are left as text', () => {
  expect(scan('5,note,1,2.5,-3,4e1')).toEqual([
    { line: 2, fields: 6, values: [1, 2.5, NaN, NaN, 5, NaN], texts: ['1', '2.5', '-3', '4e1', '5', ''] },
  ]);
});

test('windows line ends are no part of the last field and cost it no slow path', () => {
  const [first, second] = scan('5,x,1,2,3,4\r\n50,x,10,20,30,40\r\n');
  expect(first).toMatchObject({ line: 2, values: [1, 2, 3, 4, 5, NaN], texts: ['1', '2', '3', '4', '5', ''] });
  expect(second).toMatchObject({ line: 3, values: [10, 20, 30, 40, 50, NaN] });
});

test('rows that are short or long are handed on with their count; blank ones are not', () => {
  expect(scan('1,2\n\n \t\r\n1,2,3,4,5,6,7,8\n,').map(({ line, fields }) => [line, fields])).toEqual([
    [2, 2],
    [5, 8],
    [6, 2],
  ]);
});

test('wherever the text is cut into pieces, the rows are the same', () => {
  const text = '5,note,1,2.5,-3,4e1\r\n\n1,2\n,,,,,\n 7 ,x,1600000000000,9007199254740993,0.5,1.25\n3,,1,1,1,1';
  const whole = scan(text);
  expect(whole).toHaveLength(5);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
      expect(scan(text, cuts)).toEqual(whole);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('numbers of any length, wherever they lie and whatever follows them, are what Number reads', () => {
  const number = fc.tuple(fc.stringMatching(/^[0-9]{0,17}$/), fc.option(fc.stringMatching(/^[0-9]{0,17}$/)));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5), number), { minLength: 1, maxLength: 8 }), (cells) => {
      const texts = cells.map(([, [whole, part]]) => (part === null ? whole : `${whole}.${part}`));
      const text = cells.map(([pad], k) => `1,${'x'.repeat(pad)},2,${texts[k]},3,4${k % 2 ? '\r' : ''}`).join('\n');
      for (const [k, { values }] of scan(text).entries()) {
        const cell = texts[k] as string;
        const digits = cell.replace('.', '');
        const decimals = cell.length - cell.indexOf('.', 0) - 1;
        const plain = digits !== '' && Number(digits) < 2 ** 53 && (!cell.includes('.') || decimals <= 22);
        expect([cell, values]).toEqual([cell, [2, plain ? Number(cell) : NaN, 3, 4, 1, NaN]]);
      }
    }),
    { seed: 1, numRuns: 3000 },
  );
});

test('each byte beside digits ends a number, the first of them counts', () => {
  for (let byte = 0; byte < 256; byte++) {
    if (byte >= 0x30 && byte <= 0x39) continue;
    if (',.\n\r'.includes(String.fromCharCode(byte))) continue;
    for (const [before, after] of [
      ['', '1'],
      ['1', '29'],
      ['12', '0'],
      ['123', ''],
      ['1234', '\xff9'],
      ['1.2', '8'],
    ]) {
      const bytes = Buffer.from(`1,x,${before}${String.fromCharCode(byte)}${after},5,6,7\n`, 'latin1');
      const cells: number[] = [];
      const scanner = createRowScanner({ columns, delimiter: 0x2c, decimal: 0x2e, line: 1 }, 'x.csv', ({ values }) =>
        cells.push(...values.slice(0, 5)),
      );
      scanner.feed(bytes);
      expect([byte, before, cells]).toEqual([byte, before, [NaN, 5, 6, 7, 1]]);
    }
  }
});

test('a line may be as long as a piece and longer', () => {
  const long = `1,${'x'.repeat(1_000_000)},2,3,4,5`;
  const text = `${long}\n${long}\r\n1,,2,3,4,5`;
  const found = scan(text, [300_000, 700_000, 999_999, 1_000_012, 1_500_000]).map(({ line, values }) => [line, values]);
  expect(found).toEqual([2, 3, 4].map((line) => [line, [2, 3, 4, 5, 1, NaN]]));
});

test('the decimal mark is the one that is asked for', () => {
  expect(scan('1.5,x,1,2;5,2,3', [], ';')[0]?.values).toEqual([1, 2.5, 2, 3, NaN, NaN]);
});

test('a second decimal mark makes a cell no number', () => {
  expect(scan('1,x,1.2.3,1,1,1234567890.1.2')[0]?.values.slice(0, 4)).toEqual([NaN, 1, 1, NaN]);
});

test('a line that is too long is refused even where the next piece ends it', () => {
  const text = `${'1'.repeat(1_100_000)}\n1,2`;
  expect(() => scan(text, [1_000_000])).toThrow('x.csv line 2: expected a line end within 1048576 bytes, was none.');
});

test('text without line ends is not gathered for ever', () => {
  expect(() => scan('1'.repeat(3_000_000), [1_000_000, 2_000_000])).toThrow(
    'x.csv line 2: expected a line end within 1048576 bytes, was none.',
  );
});
