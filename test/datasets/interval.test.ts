import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInterval, parseInterval } from '../../datasets/interval.ts';

test.each([
  ['30s', 30_000],
  ['1m', 60_000],
  ['15m', 900_000],
  ['4h', 14_400_000],
  ['1d', 86_400_000],
  ['1w', 604_800_000],
  ['1M', 31 * 86_400_000],
])('%s is %i ms', (text, ms) => {
  expect(parseInterval(text)).toBe(ms);
  expect(formatInterval(ms)).toBe(text);
});

test.each(['', 'h', '0h', '1.5h', '-1h', '1H', '1 h', '1Mo', '2M', '1h '])('refuses "%s"', (text) => {
  expect(() => parseInterval(text)).toThrow(`Expected an interval such as 15m, 1h or 1d, was "${text}".`);
});

test('whatever is formatted in a whole unit reads back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom('s', 'm', 'h', 'd', 'w'), (n, unit) => {
      const ms = parseInterval(`${n}${unit}`);
      expect(parseInterval(formatInterval(ms))).toBe(ms);
    }),
    { seed: 1 },
  );
  expect(formatInterval(1500)).toBe('1500ms');
});
