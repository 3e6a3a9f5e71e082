import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCandleIntake } from '../../datasets/candle-intake.ts';
import { REPAIRS, type Repair } from '../../datasets/repairs.ts';
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
  expect(error).toMatchObject({
    code,
    message: `BTC.csv line 17: ${text}`,
    details: { file: 'BTC.csv', line: 17, repair: 'drop' },
  });
  expect(intake.length()).toBe(1);
});

test('a time twice, and a time out of order, stop and name the line before', () => {
  const intake = createCandleIntake('BTC.csv');
  intake.accept(2, ...good);
  intake.accept(4, 1_600_000_060_000, 10, 12, 9, 11, 5);
  expect(() => intake.accept(5, 1_600_000_060_000, 10, 12, 9, 11, 5)).toThrow(
    'BTC.csv line 5: expected a time other than 2020-09-13T12:27:40.000Z of line 4, was the same.',
  );
  expect(() => intake.accept(5, ...good)).toThrow(
    'BTC.csv line 5: expected time > 2020-09-13T12:27:40.000Z of line 4, was 2020-09-13T12:26:40.000Z.',
  );
});

const at = (minute: number) => good[0] + minute * 60_000;
type Row = readonly [place: number, minute: number, close: number];

function take(rows: readonly Row[], repair: readonly Repair[] = []) {
  const intake = createCandleIntake('BTC.csv', { repair });
  for (const [place, minute, close] of rows) intake.accept(place, at(minute), 10, 12, 9, close, 5);
  const { time, close } = intake.finish();
  const { repairs, repairCounts, warnings } = intake.outcome();
  const logged = [...repairs].map(({ repair: kind, place, reason }) => `${place} ${kind}: ${reason}`);
  return { minutes: [...time].map((ms) => (ms - good[0]) / 60_000), close: [...close], logged, repairCounts, warnings };
}

test('a file that has its newest candle first is turned round, with a warning', () => {
  const rows: Row[] = [
    [2, 3, 11],
    [3, 2, 10],
    [4, 0, 9],
  ];
  const turned = { minutes: [0, 2, 3], close: [9, 10, 11], logged: [], repairCounts: {} };
  const warnings = ['The file has its newest candle first; it is read from its end.'];
  expect(take(rows)).toEqual({ ...turned, warnings });
  for (const repair of REPAIRS) expect(take(rows, [repair])).toEqual({ ...turned, warnings });
});

test('newest first, then older first, is no order', () => {
  expect(() =>
    take([
      [2, 3, 11],
      [3, 2, 11],
      [4, 9, 11],
    ]),
  ).toThrow(
    'BTC.csv line 4: expected time < 2020-09-13T12:28:40.000Z of line 3, was 2020-09-13T12:35:40.000Z (the file begins newest first).',
  );
});

const messy: Row[] = [
  [2, 0, 10],
  [3, 2, 11],
  [4, 1, 9],
  [5, 2, 11],
  [6, 0, 12],
  [9, 3, 10],
];

test('sort and keep-first log each row they touch, in the order of the file', () => {
  expect(take(messy, ['keep-first', 'sort'])).toEqual({
    minutes: [0, 1, 2, 3],
    close: [10, 9, 11, 10],
    logged: [
      '4 sort: expected a time after that of line 3, was 2020-09-13T12:27:40.000Z.',
      '5 keep-first: expected a time of its own, was 2020-09-13T12:28:40.000Z of line 3 with the same values.',
      '6 keep-first: expected a time of its own, was 2020-09-13T12:26:40.000Z of line 2 with close 12 instead of 10.',
    ],
    repairCounts: { identical: 1, conflicting: 1, sort: 1 },
    warnings: [
      '1 row repeating an earlier row left out, as asked.',
      '1 row contradicting an earlier row of the same time left out, as asked.',
      '1 row put in order of time, as asked.',
    ],
  });
});

test('every row before the latest so far counts as moved, those in order among themselves too', () => {
  const rows: Row[] = [
    [2, 0, 10],
    [3, 5, 10],
    [4, 1, 10],
    [5, 2, 10],
    [6, 6, 10],
  ];
  expect(take(rows, ['sort'])).toMatchObject({
    minutes: [0, 1, 2, 5, 6],
    logged: [
      expect.stringContaining('4 sort: '),
      expect.stringContaining('5 sort: expected a time after that of line 3'),
    ],
  });
});

test('a refusal names the repair that would have let it pass', () => {
  const repairOf = (rows: readonly Row[], repair: readonly Repair[] = []) => errorOf(() => take(rows, repair));
  const wanted = (repair: Repair) => ({ details: { file: 'BTC.csv', repair } });
  expect(repairOf(messy)).toMatchObject(wanted('sort'));
  expect(repairOf(messy, ['keep-first'])).toMatchObject(wanted('sort'));
  expect(repairOf(messy, ['sort'])).toMatchObject(wanted('keep-first'));
  expect(repairOf(messy.with(1, [3, 0, 10]))).toMatchObject(wanted('keep-first'));
  expect(repairOf([[2, 0, -1]], ['sort', 'keep-first'])).toMatchObject(wanted('drop'));
});

test('each repair does its own work only', () => {
  expect(() => take(messy, ['sort'])).toThrow(
    'BTC.csv line 5: expected a time other than 2020-09-13T12:28:40.000Z of line 3, was the same.',
  );
  expect(() => take(messy, ['keep-first'])).toThrow(
    'BTC.csv line 4: expected time > 2020-09-13T12:28:40.000Z of line 3, was 2020-09-13T12:27:40.000Z.',
  );
  expect(() => take(messy, ['drop'])).toThrow('BTC.csv line 4: expected time >');
});

test('of newest first with duplicates, the row that stands first in the file stays', () => {
  const rows: Row[] = [
    [2, 2, 11],
    [3, 2, 12],
    [4, 1, 10],
    [5, 1, 9],
    [6, 0, 10],
  ];
  expect(take(rows, ['keep-first'])).toMatchObject({ minutes: [0, 1, 2], close: [10, 10, 11] });
  expect(() => take(rows)).toThrow(
    'BTC.csv line 3: expected a time other than 2020-09-13T12:28:40.000Z of line 2, was the same.',
  );
});

test('a block of rows that comes again is left out by keep-first alone', () => {
  const block = [0, 1, 2].map((minute): Row => [minute, minute, 10]);
  const again = [0, 1, 2, 3].map((minute): Row => [10 + minute, minute, 10]);
  expect(take([...block, ...again], ['keep-first'])).toMatchObject({
    minutes: [0, 1, 2, 3],
    repairCounts: { identical: 3 },
  });
});

test('drop leaves out what cannot be a candle, and what the importer refuses', () => {
  const intake = createCandleIntake('BTC.csv', { repair: ['drop'] });
  intake.accept(2, ...good);
  intake.accept(3, at(1), 10, 8, 9, 9, 5);
  intake.refuse(4, 'not-a-number', 'expected close to be a number, was empty.');
  intake.accept(5, NaN, 10, 12, 9, 9, 5);
  intake.accept(6, at(2), 10, 12, 9, 11, 5);
  expect([intake.length(), intake.rows()]).toEqual([2, 5]);
  expect([...intake.finish().time]).toEqual([at(0), at(2)]);
  const { repairs, ...rest } = intake.outcome();
  expect({ ...rest, repairs: [...repairs] }).toEqual({
    repairs: [
      { repair: 'drop', place: 3, reason: 'expected high >= low, was high 8, low 9.' },
      { repair: 'drop', place: 4, reason: 'expected close to be a number, was empty.' },
      { repair: 'drop', place: 5, reason: 'expected time to be epoch ms, was NaN.' },
    ],
    repairCounts: { drop: 3 },
    warnings: ['3 rows that cannot be candles left out, as asked.'],
  });
});

test('rows of a table are called rows', () => {
  const intake = createCandleIntake('BTC.feather', { place: 'row' });
  expect(() => intake.refuse(7, 'x', 'expected y, was z.')).toThrow('BTC.feather row 7: expected y, was z.');
});

test('whatever the order and the duplicates, repairs give what a plain sort of the first of each time gives', () => {
  const row = fc.tuple(fc.nat(12), fc.constantFrom(9, 10, 11));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (pairs) => {
      const rows = pairs.map(([minute, close], k): Row => [k + 2, minute, close]);
      const first = new Map<number, number>();
      for (const [, minute, close] of rows) if (!first.has(minute)) first.set(minute, close);
      const expected = [...first].sort(([a], [b]) => a - b);
      const { minutes, close, logged } = take(rows, ['keep-first', 'sort']);
      expect(minutes).toEqual(expected.map(([minute]) => minute));
      expect(close).toEqual(expected.map(([, value]) => value));
      expect(logged.filter((line) => line.includes('keep-first'))).toHaveLength(rows.length - first.size);
    }),
    { seed: 1, numRuns: 1000 },
  );
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
