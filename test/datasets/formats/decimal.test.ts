import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locateColumns } from '../../../datasets/formats/csv-header.ts';
import { createRowScanner } from '../../../datasets/formats/csv-rows.ts';
import { parseDecimal } from '../../../datasets/formats/decimal.ts';

const columns = locateColumns(['time', 'open', 'high', 'low', 'close'], 'x.csv', 1);

/** What the scanner reads, or parseDecimal where the scanner leaves it: exactly what a CSV cell becomes. */
function readCell(text: string): { value: number; fast: boolean } {
  const bytes = Buffer.from(`1,${text},1,1,1`);
  let value = NaN;
  let fast = false;
  const format = { columns, delimiter: 0x2c, decimal: 0x2e, line: 1 };
  const scanner = createRowScanner(format, 'x.csv', (row) => {
    value = row.values[1] as number;
    fast = !Number.isNaN(value);
    if (!fast) value = parseDecimal(row.bytes, row.starts[1] as number, row.ends[1] as number);
  });
  scanner.feed(bytes);
  scanner.end();
  return { value, fast };
}

describe('a decimal equals Number(text) bit for bit', () => {
  test('every double, as it prints', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(readCell(String(x)).value).toBe(Number(String(x)));
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  test('any digits with a point anywhere', () => {
    const digits = fc.stringMatching(/^[0-9]{1,24}$/);
    fc.assert(
      fc.property(digits, fc.nat(24), fc.boolean(), (text, at, negative) => {
        const cut = Math.min(at, text.length);
        const cell = `${negative ? '-' : ''}${text.slice(0, cut)}.${text.slice(cut)}`;
        expect(readCell(cell).value).toBe(Number(cell));
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  test('prices and volumes as exchanges print them take the fast path', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), fc.integer({ min: 0, max: 15 }), (n, decimals) => {
        const text = String(n).padStart(decimals + 1, '0');
        const cell = `${text.slice(0, text.length - decimals)}.${text.slice(text.length - decimals)}`;
        expect(readCell(cell)).toEqual({ value: Number(cell), fast: true });
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  test.each([
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '900719925474099.3',
    '0.9007199254740993',
    '123456789012345678',
    '0.0000000000000000000001',
    '0.00000000000000000000012345',
    '179769313486231570000000000000000000000',
    '5e-324',
    '1.7976931348623157e308',
    '2.2250738585072011e-308',
    '1E5',
    '+1.5',
    ' 7 ',
    '.5',
    '5.',
    '00012.50',
  ])('%s', (text) => expect(readCell(text).value).toBe(Number(text)));
});

test.each([
  '',
  ' ',
  '.',
  '-',
  '+',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e999',
  '0x10',
  '1_000',
  '1 000',
  '1,5',
  'e5',
  '1e',
  '--1',
  '1.2.3',
  'null',
  '12a',
  '٣',
])('"%s" is no number', (text) => {
  const bytes = Buffer.from(text);
  expect(parseDecimal(bytes, 0, bytes.length)).toBeNaN();
  if (!text.includes(',')) expect(readCell(text).value).toBeNaN();
});

test('only the span given is read', () => {
  expect(parseDecimal(Buffer.from('12345'), 1, 3)).toBe(23);
});
