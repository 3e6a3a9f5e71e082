import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ColumnKind, numbersInto, shownValue, timesInto } from '../../../datasets/formats/table-column.ts';

const number: ColumnKind = { type: 'number', single: false };
const text: ColumnKind = { type: 'text' };

function times(kind: ColumnKind, values: ArrayLike<unknown>): number[] {
  const out = new Float64Array(values.length);
  timesInto(out, { kind, values }, 0);
  return [...out];
}
function numbers(kind: ColumnKind, values: ArrayLike<unknown>): number[] {
  const out = new Float64Array(values.length);
  numbersInto(out, { kind, values }, 0);
  return [...out];
}

const MS = 1_502_942_400_123;

describe('times', () => {
  test.each([
    ['day', [17_395, 17_395n], 17_395 * 86_400_000],
    ['s', [1_502_942_400, 1_502_942_400n], 1_502_942_400_000],
    ['ms', [MS, BigInt(MS)], MS],
    ['us', [BigInt(MS) * 1000n], MS],
    ['ns', [BigInt(MS) * 1_000_000n], MS],
  ] as const)('count %s since 1970', (unit, values, expected) => {
    for (const time of times({ type: 'instant', unit }, values)) expect(time).toBe(expected);
  });

  test('what splits a millisecond is no time, however little', () => {
    expect(times({ type: 'instant', unit: 'us' }, [BigInt(MS) * 1000n + 1n])).toEqual([NaN]);
    // A double would round this nanosecond away.
    expect(times({ type: 'instant', unit: 'ns' }, [BigInt(MS) * 1_000_000n + 1n])).toEqual([NaN]);
    expect(times(number, [BigInt(MS) * 1_000_000n + 1n])).toEqual([NaN]);
  });

  test('counts without a unit are read by their size, text as in a CSV file', () => {
    expect(times(number, [1_502_942_400, MS, 1_502_942_400.5, BigInt(MS) * 1_000_000n, BigInt(MS)])).toEqual([
      1_502_942_400_000,
      MS,
      1_502_942_400_500,
      MS,
      MS,
    ]);
    expect(times(text, ['2017-08-17', '2017-08-17T04:00:00+02:00', '1502942400', 'x'])).toEqual([
      1_502_928_000_000,
      1_502_935_200_000,
      1_502_942_400_000,
      NaN,
    ]);
  });

  test('empty values and values of another kind are none', () => {
    expect(times({ type: 'instant', unit: 'ms' }, [null, undefined, 'x'])).toEqual([NaN, NaN, NaN]);
    expect(times({ type: 'decimal', scale: 2 }, [MS])).toEqual([NaN]);
  });
});

describe('numbers', () => {
  test('of any storage', () => {
    expect(numbers(number, Float64Array.of(0.1, NaN))).toEqual([0.1, NaN]);
    expect(numbers(number, Float32Array.of(0.5))).toEqual([0.5]);
    expect(numbers(number, Int32Array.of(-7))).toEqual([-7]);
    expect(numbers(number, [5n, null, undefined])).toEqual([5, NaN, NaN]);
    expect(numbers(text, ['4261.48000000', '', 'NaN', '1e-8'])).toEqual([4261.48, NaN, NaN, 1e-8]);
    expect(numbers({ type: 'instant', unit: 'ms' }, [5])).toEqual([NaN]);
  });

  test('decimals are the doubles nearest to them', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.integer({ min: 0, max: 20 }),
        (digits, scale) => {
          const sign = digits < 0n ? '-' : '';
          const padded = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
          const whole = padded.slice(0, padded.length - scale);
          const written = `${sign}${whole}.${padded.slice(padded.length - scale)}0`;
          expect(numbers({ type: 'decimal', scale }, [digits])[0]).toBe(Number(written) + 0);
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('a run of a column is read from where it starts', () => {
    const out = new Float64Array(2);
    numbersInto(out, { kind: number, values: Float64Array.of(1, 2, 3, 4) }, 1);
    expect([...out]).toEqual([2, 3]);
    numbersInto(out, { kind: number, values: [1, 2, 3, 4] }, 2);
    expect([...out]).toEqual([3, 4]);
    timesInto(out, { kind: { type: 'instant', unit: 'day' }, values: [1, 2, 3] }, 1);
    expect([...out]).toEqual([172_800_000, 259_200_000]);
  });
});

test('values are shown as they stand in the file', () => {
  expect(shownValue({ kind: number, values: [null] }, 0)).toBe('empty');
  expect(shownValue({ kind: number, values: [NaN] }, 0)).toBe('NaN');
  expect(shownValue({ kind: text, values: ['a"b'] }, 0)).toBe('"a\\"b"');
  expect(shownValue({ kind: { type: 'decimal', scale: 2 }, values: [15n] }, 0)).toBe('15e-2');
});
