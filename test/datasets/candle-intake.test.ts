import { expect, test } from 'vitest';
import { createCandleIntake } from '../../datasets/candle-intake.ts';
import { DatasetError } from '../../engine/model/index.ts';
import { errorOf } from './support/candle-arbitrary.ts';

const good = [1_600_000_000_000, 10, 12, 9, 11, 5] as const;

test.each([
  ['high-below-low', [10, 10, 11, 10.5, 1], 'expected high >= low, was high 10, low 11.'],
  ['price-not-positive', [0, 12, 9, 11, 5], 'expected open > 0, was 0.'],
  ['price-not-positive', [10, 12, -9, 11, 5], 'expected low > 0, was -9.'],
  ['price-not-positive', [10, 12, 9, Infinity, 5], 'expected close > 0, was Infinity.'],
  ['price-not-positive', [10, NaN, 9, 11, 5], 'expected high > 0, was NaN.'],
  ['volume-negative', [10, 12, 9, 11, -1], 'expected volume >= 0, was -1.'],
  ['volume-negative', [10, 12, 9, 11, NaN], 'expected volume >= 0, was NaN.'],
] as const)('%s %j stops with file and line', (code, [open, high, low, close, volume], text) => {
  const intake = createCandleIntake('BTC.csv');
  intake.accept(16, ...good);
  const error = errorOf(() => intake.accept(17, good[0] + 1, open, high, low, close, volume));
  expect(error).toBeInstanceOf(DatasetError);
  expect(error).toMatchObject({ code, message: `BTC.csv line 17: ${text}`, details: { file: 'BTC.csv', line: 17 } });
  expect(intake.length()).toBe(1);
});

test('a time twice, and a time out of order, stop and name the line before', () => {
  const intake = createCandleIntake('BTC.csv');
  intake.accept(2, ...good);
  intake.accept(4, 1_600_000_060_000, 10, 12, 9, 11, 5);
  expect(() => intake.accept(5, 1_600_000_060_000, 10, 12, 9, 11, 5)).toThrow(
    'BTC.csv line 5: expected time > 2020-09-13T12:27:40.000Z of line 4, was the same.',
  );
  expect(() => intake.accept(5, ...good)).toThrow(
    'BTC.csv line 5: expected time > 2020-09-13T12:27:40.000Z of line 4, was 2020-09-13T12:26:40.000Z.',
  );
});

test('a file that begins with its newest candle is told so', () => {
  const intake = createCandleIntake('BTC.csv');
  intake.accept(2, ...good);
  expect(() => intake.accept(3, good[0] - 1, 10, 12, 9, 11, 5)).toThrow('(is the newest candle first?)');
});

test('equal candles have equal bytes: -0 becomes 0', () => {
  const intake = createCandleIntake('BTC.csv');
  intake.accept(2, 0, 10, 12, 9, 11, -0);
  expect(Object.is(intake.finish().volume[0], 0)).toBe(true);
});

test('a candle without any range is one', () => {
  const intake = createCandleIntake('BTC.csv');
  intake.accept(2, 0, 5, 5, 5, 5, 0);
  expect(intake.length()).toBe(1);
});

test('open and close outside [low, high] are no reason to stop', () => {
  const intake = createCandleIntake('BTC.csv');
  intake.accept(2, 0, 20, 12, 9, 1, 0);
  expect(intake.length()).toBe(1);
});
