import { describe, expect, test } from 'vitest';
import { findCalendar } from '../../../datasets/calendar/find-calendar.ts';
import { CHECK_NAMES } from '../../../datasets/checks/finding.ts';
import { createScoreCard } from '../../../datasets/checks/score-card.ts';
import { findBrokenThresholds } from '../../../datasets/checks/thresholds.ts';
import { candlesOf } from '../../../datasets/describe.ts';
import { createSyntheticMarket } from '../../../datasets/synthetic/synthetic-market.ts';
import type { Candle } from '../../../engine/model/index.ts';
import { seriesOf } from '../support/candle-arbitrary.ts';

const always = findCalendar('24/7');
const [clean] = createSyntheticMarket({ seed: 4, candles: 2000, missing: 0, symbols: ['A'] }).series;
if (clean === undefined) throw new Error('Expected a market.');
const candles = candlesOf(clean);
const cardOf = (rows: readonly Candle[]) => createScoreCard(seriesOf(rows), always);
const find = (card: ReturnType<typeof cardOf>, name: string) => card.checks.find(({ check }) => check === name);
/** Open outside [low, high] in the first n candles. */
const outside = (n: number) => candles.map((one, k) => (k < n ? { ...one, open: one.high * 1.001 } : one));

test('a clean market has every check at 100', () => {
  const card = cardOf(candles);
  expect(card.checks.map(({ check }) => check)).toEqual(CHECK_NAMES);
  expect(card.checks.map(({ score, severity }) => [score, severity])).toEqual(CHECK_NAMES.map(() => [100, 'ok']));
  expect(card).toMatchObject({ score: 100, grade: 'A', calendar: '24/7' });
});

describe('scores', () => {
  test('follow the formula: 100 / (1 + count / (1 + tolerance x base))', () => {
    // Of 2000 candles 0.1 % are tolerated as impossible, 1 % as missing.
    expect(find(cardOf(outside(3)), 'ohlc')).toMatchObject({ score: 100 / (1 + 3 / 3), grade: 'D' });
    const gone = cardOf(candles.filter((_, k) => k < 500 || k >= 542));
    expect(find(gone, 'gaps')).toMatchObject({ count: 42, base: 2000, score: 100 / (1 + 42 / 21) });
  });

  test('are joined by their weights, which sum to 18', () => {
    const card = cardOf(outside(1));
    expect(find(card, 'ohlc')?.score).toBe(75);
    expect(card.score).toBeCloseTo((3 * 75 + 15 * 100) / 18, 10);
    expect(card.grade).toBe('A');
  });

  test('stand no more than 25 above the worst', () => {
    const card = cardOf(outside(297));
    expect(find(card, 'ohlc')).toMatchObject({ score: 1, grade: 'F' });
    expect(card).toMatchObject({ score: 26, grade: 'F' });
  });

  test('volume that no candle has is not judged', () => {
    const silent = cardOf(candles.map((one) => ({ ...one, volume: 0 })));
    expect(find(silent, 'zero-volume')).toMatchObject({ score: null, grade: null, severity: 'note' });
    expect(silent.score).toBe(100);
    expect(find(cardOf(candles.map((one, k) => ({ ...one, volume: k % 2 }))), 'zero-volume')?.score).toBeLessThan(20);
  });

  test.each([
    [0, 'A'],
    [2, 'C'],
    [3, 'D'],
    [9, 'F'],
  ])('%i impossible candles are graded %s', (n, grade) => expect(find(cardOf(outside(n)), 'ohlc')?.grade).toBe(grade));
});

describe('thresholds', () => {
  const card = cardOf(
    outside(3)
      .filter((_, k) => k < 500 || k >= 520)
      .map((one, k) => (k === 900 ? { ...one, volume: 0 } : one)),
  );

  test('are kept at their limits', () => {
    const limits = { maxOutside: 3, maxMissing: 0.01, maxGap: 20, maxOutliers: 0, maxSplits: 0, maxOffGrid: 0 };
    expect(
      findBrokenThresholds(card, { ...limits, maxStale: 0, maxZeroVolume: 1 / 1980, minScore: card.score }),
    ).toEqual([]);
    expect(findBrokenThresholds(card, {})).toEqual([]);
  });

  test.each([
    ['maxOutside', 2, 3],
    ['maxMissing', 0.009, 0.01],
    ['maxGap', 19, 20],
    ['maxZeroVolume', 0.0005, 1 / 1980],
  ] as const)('%s %s is broken', (threshold, limit, found) => {
    expect(findBrokenThresholds(card, { [threshold]: limit })).toEqual([{ threshold, limit, found }]);
  });

  test('count outliers, splits, stamps and repetitions', () => {
    const bad = cardOf(
      candles.map((one, k) => {
        const factor = k >= 1000 ? 0.25 : 1;
        const [open, high, low, close] = [one.open * factor, one.high * factor, one.low * factor, one.close * factor];
        if (k === 300) return { ...one, high: high * 3 };
        if (k >= 1500 && k < 1504)
          return { ...one, open: 1, high: 1, low: 1, close: 1, time: one.time + (k === 1501 ? 60_000 : 0) };
        return { ...one, open, high, low, close };
      }),
    );
    const broken = findBrokenThresholds(bad, {
      maxOutliers: 0,
      maxSplits: 0,
      maxOffGrid: 0,
      maxStale: 0.001,
      minScore: 90,
    });
    expect(broken.map(({ threshold }) => threshold)).toEqual([
      'minScore',
      'maxOutliers',
      'maxSplits',
      'maxOffGrid',
      'maxStale',
    ]);
  });
});
