import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectNumberStyle, parseNumber } from '../../../datasets/formats/number-style.ts';

const POINT = 0x2e;
const COMMA = 0x2c;

test.each([
  [['1', '2'], POINT, false],
  [['1.5', '2'], POINT, true],
  [['1,234'], POINT, false],
  [['1.234'], POINT, false],
  [['1,234', '1.5'], POINT, true],
  [['1,234,567'], POINT, true],
  [['1,5'], COMMA, false],
  [['0,123'], COMMA, false],
  [['1.234', '1,5'], COMMA, false],
  [['1.234,5'], COMMA, true],
  [['1.234.567'], COMMA, true],
  [['12345,678'], COMMA, false],
  [['1,5', '1.5'], POINT, true],
  [['text', '', '1,5', ' 2 '], COMMA, false],
] as const)('%j', (cells, decimal, grouped) => {
  expect(detectNumberStyle(cells)).toEqual({ decimal, grouped });
});

test.each([
  ['1.5', POINT, false, 1.5],
  ['1,5', POINT, true, NaN],
  ['1,234', POINT, true, 1234],
  ['1,234', POINT, false, NaN],
  ['1,234.5', POINT, false, 1234.5],
  ['-1,234,567', POINT, false, -1234567],
  ['12,34,567', POINT, true, NaN],
  ['1234,567', POINT, true, NaN],
  ['1,234.5.6', POINT, true, NaN],
  ['1.5', COMMA, true, NaN],
  ['1.500', COMMA, true, 1500],
  ['1.500', COMMA, false, NaN],
  ['1,5', COMMA, false, 1.5],
  ['1.234,5', COMMA, false, 1234.5],
  [' 1,5e3 ', COMMA, false, 1500],
  ['1,2,3', COMMA, false, NaN],
  ['', COMMA, false, NaN],
  ['abc', POINT, false, NaN],
] as const)('"%s" with mark %i', (text, decimal, grouped, value) => {
  expect(parseNumber(text, { decimal, grouped })).toBe(value);
});

test('numbers printed in the way of a country read back', () => {
  const number = fc.integer({ min: 1, max: 999_999_999 }).map((n) => n / 100);
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('en-US', 'de-DE'),
      (numbers, locale) => {
        const printed = numbers.map((n) => n.toLocaleString(locale, { minimumFractionDigits: 2 }));
        const style = detectNumberStyle(printed);
        expect(printed.map((text) => parseNumber(text, style))).toEqual(numbers);
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});
