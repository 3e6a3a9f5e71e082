import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeSymbol, normalizeInterval } from '../../../datasets/catalog/catalog-layout.ts';
import { errorOf } from '../support/candle-arbitrary.ts';

test.each([
  ['BTC/USDT', 'BTC%2FUSDT'],
  ['BRK.B', 'BRK.B'],
  ['..', '%2E%2E'],
  ['.X.', '%2EX%2E'],
  ['100%', '100%25'],
  ['€', '%E2%82%AC'],
  ['nul', '%6Eul'],
  ['COM1.X', '%43OM1.X'],
  ['A B:C', 'A%20B%3AC'],
])('%s is the folder %s', (symbol, name) => {
  expect(encodeSymbol(symbol)).toBe(name);
});

test('folders are safe names, and different for different symbols', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), (symbol) => {
      const name = encodeSymbol(symbol);
      expect(name).toMatch(/^[\w%-](?:[\w.%-]*[\w%-])?$/);
      expect(decodeURIComponent(name)).toBe(symbol);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test.each(['', 'x'.repeat(201), '\ud800'])('%j is no symbol', (symbol) => {
  expect(errorOf(() => encodeSymbol(symbol))).toMatchObject({ code: 'symbol-invalid' });
});

test('intervals have one name each', () => {
  expect(['60m', '1h', '7d', '1500ms', '24h', '90s'].map(normalizeInterval)).toEqual([
    '1h',
    '1h',
    '1w',
    '1500ms',
    '1d',
    '90s',
  ]);
  expect(errorOf(() => normalizeInterval('hourly'))).toMatchObject({ code: 'interval-syntax' });
});
