import { expect, test } from 'vitest';
import { locateColumns } from '../../../datasets/formats/csv-header.ts';
import { scanPlainRows } from '../../../datasets/formats/csv-rows.ts';

const columns = locateColumns(['close', 'x', 'time', 'open', 'high', 'low'], 'x.csv', 1);

function scan(text: string) {
  const rows: { line: number; fields: number; values: number[]; texts: string[] }[] = [];
  const bytes = Buffer.from(text);
  scanPlainRows(bytes, { line: 1, offset: 0 }, 0x2c, columns, ({ line, fields, values, starts, ends }) => {
    const texts = Array.from(starts, (start, slot) => bytes.toString('latin1', start, ends[slot]));
    rows.push({ line, fields, values: [...values], texts });
  });
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
