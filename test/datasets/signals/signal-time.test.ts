import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstant } from '../../../datasets/signals/signal-time.ts';

const NOON = Date.UTC(2024, 0, 1, 12);

describe('readInstant', () => {
  it.each([
    ['2024-01-01T12:00:00Z', NOON],
    ['2024-01-01 14:00:00+02:00', NOON],
    ['2024-01-01 12:00:00.250', NOON + 250],
    ['20240101', NOON - 12 * 3_600_000],
    ['1704110400', NOON],
    ['1704110400000', NOON],
    ['1704110400000000', NOON],
    ['1704110400000000000', NOON],
    ['1704110400.25', NOON + 250],
    [1704110400, NOON],
    [1704110400000, NOON],
    [1704110400000000n, NOON],
    [1704110400000000000n, NOON],
    [new Date(NOON), NOON],
    [{ instantMs: 5 }, 5],
    [' 1704110400000 ', NOON],
  ])('reads %s', (value, time) => {
    expect(readInstant(value)).toBe(time);
  });

  it.each([
    '',
    'noon',
    '2024-13-01',
    '1e12',
    'Infinity',
    Number.NaN,
    Infinity,
    null,
    undefined,
    {},
    true,
    '9'.repeat(21),
  ])('takes %s for no time', (value) => {
    expect(readInstant(value)).toBeNaN();
  });

  it('puts what lies between two milliseconds strictly between them, in every way of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 999 }), (us, ms) => {
        const [u, m] = [String(us).padStart(3, '0'), String(ms).padStart(3, '0')];
        const texts = [
          `2024-01-01T12:00:00.${m}${u}Z`,
          `2024-01-01 14:00:00.${m}${u}+02:00`,
          `1704110400${m}${u}`,
          `1704110400${m}${u}000`,
          `1704110400${m}.${u}`,
          BigInt(`1704110400${m}${u}`),
          Number(`1704110400${m}${u}`),
        ];
        for (const text of texts) {
          const time = readInstant(text);
          expect(Math.floor(time), String(text)).toBe(NOON + ms);
          expect(Math.ceil(time), String(text)).toBe(NOON + ms + 1);
        }
        // Without anything below the millisecond it is that millisecond, in seconds too, where doubles are coarse.
        for (const text of [`2024-01-01T12:00:00.${m}000Z`, `1704110400.${m}`, Number(`1704110400.${m}`)]) {
          expect(readInstant(text), String(text)).toBe(NOON + ms);
        }
      }),
      { seed: 1 },
    );
  });
});
