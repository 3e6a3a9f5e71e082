import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjustSeries } from '../../../datasets/adjust/adjust-series.ts';
import type { CorporateEvent } from '../../../datasets/adjust/corporate-event.ts';
import type { Candle } from '../../../engine/model/index.ts';
import { candleArbitrary, errorOf, seriesOf } from '../support/candle-arbitrary.ts';

const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2020, 0, 1) + n * DAY;
const flat = (n: number, price: number, volume = 100): Candle => ({
  time: day(n),
  open: price,
  high: price * 1.5,
  low: price / 2,
  close: price,
  volume,
});
const split = (n: number, ratio: number): CorporateEvent => ({ kind: 'split', day: day(n), ratio });
const dividend = (n: number, cash: number): CorporateEvent => ({ kind: 'dividend', day: day(n), cash });
const closes = (
  candles: readonly Candle[],
  events: readonly CorporateEvent[],
  options: Parameters<typeof adjustSeries>[2],
) => [...adjustSeries(seriesOf(candles, DAY), events, options).close];

describe('by hand', () => {
  const candles = [flat(0, 100), flat(1, 100), flat(2, 50), flat(3, 50)];

  test('a split divides prices before it and multiplies volume', () => {
    const series = seriesOf(candles, DAY);
    const adjusted = adjustSeries(series, [split(2, 2)], { mode: 'split' });
    expect([...adjusted.close]).toEqual([50, 50, 50, 50]);
    expect([...adjusted.high]).toEqual([75, 75, 75, 75]);
    expect([...adjusted.low]).toEqual([25, 25, 25, 25]);
    expect([...adjusted.volume]).toEqual([200, 200, 100, 100]);
    expect([...adjusted.time]).toEqual([...series.time]);
    expect(adjusted.id).not.toBe(series.id);
    expect(adjusted.time.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...series.close]).toEqual([100, 100, 50, 50]);
  });

  test('a reverse split the other way', () => {
    expect(closes(candles, [split(2, 1 / 20)], { mode: 'split' })).toEqual([2000, 2000, 50, 50]);
  });

  test('a dividend counts in mode total alone, and leaves volume', () => {
    const events = [dividend(2, 10)];
    expect(closes(candles, events, { mode: 'split' })).toEqual([100, 100, 50, 50]);
    expect(closes(candles, events, { mode: 'total' })).toEqual([90, 90, 50, 50]);
    expect([...adjustSeries(seriesOf(candles, DAY), events, { mode: 'total' }).volume]).toEqual([100, 100, 100, 100]);
    const factor: CorporateEvent = { kind: 'dividend-factor', day: day(2), factor: 0.9 };
    expect(closes(candles, [factor], { mode: 'total' })).toEqual([90, 90, 50, 50]);
  });

  test('of one day, the cash is for shares after the split; two dividends add up', () => {
    expect(closes(candles, [dividend(2, 5), split(2, 2)], { mode: 'total' })).toEqual([45, 45, 50, 50]);
    for (const price of closes(candles, [dividend(2, 10), dividend(2, 20)], { mode: 'total' }).slice(0, 2)) {
      expect(price).toBeCloseTo(70, 12);
    }
  });

  test('events of a hole between two candles are taken one after the other', () => {
    const holed = [flat(0, 100), flat(10, 50)];
    expect(closes(holed, [dividend(7, 5), split(3, 2)], { mode: 'total' })).toEqual([45, 50]);
  });

  test('events up to the first candle change nothing', () => {
    expect(closes(candles, [split(0, 2), split(-5, 3)], { mode: 'split' })).toEqual([100, 100, 50, 50]);
  });
});

describe('point in time', () => {
  const candles = [flat(0, 100), flat(1, 100), flat(2, 50), flat(3, 50), flat(4, 25)];
  const events = [split(2, 2), split(4, 2), split(6, 2)];

  test('later events and later candles do not exist yet', () => {
    expect(closes(candles, events, { mode: 'split', asOf: day(1) })).toEqual([100, 100]);
    expect(closes(candles, events, { mode: 'split', asOf: day(2) })).toEqual([50, 50, 50]);
    expect(closes(candles, events, { mode: 'split', asOf: day(3) })).toEqual([50, 50, 50, 50]);
    expect(closes(candles, events, { mode: 'split', asOf: day(4) })).toEqual([25, 25, 25, 25, 25]);
  });

  test('by default the last price is as it was traded; later events count when asked for', () => {
    expect(closes(candles, events, { mode: 'split' })).toEqual([25, 25, 25, 25, 25]);
    expect(closes(candles, events, { mode: 'split', asOf: day(6) })).toEqual([12.5, 12.5, 12.5, 12.5, 12.5]);
  });

  test('before the first candle there is nothing to adjust', () => {
    expect(errorOf(() => closes(candles, events, { mode: 'split', asOf: day(-1) }))).toMatchObject({
      code: 'no-candles',
      message: 'TEST: expected candles up to 2019-12-31T00:00:00.000Z, was none.',
    });
  });

  test('what is changed after asOf changes nothing', () => {
    const event = fc.record({
      n: fc.integer({ min: 0, max: 40 }),
      ratio: fc.double({ min: 0.1, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(
        candleArbitrary({ intervalMs: DAY, minLength: 5 }),
        fc.array(event, { maxLength: 6 }),
        fc.array(event, { maxLength: 6 }),
        fc.nat(),
        (some, past, future, at) => {
          const known = (some[at % some.length] as Candle).time;
          const start = (some[0] as Candle).time;
          const early = past.map(({ n, ratio }) => ({
            kind: 'split' as const,
            day: Math.min(known, start + n * DAY),
            ratio,
          }));
          const late = future.map(({ n, ratio }) => ({ kind: 'split' as const, day: known + (n + 1) * DAY, ratio }));
          const noise = some.map((c) => (c.time > known ? { ...c, close: c.close * 3, volume: 1 } : c));
          const options = { mode: 'total' as const, asOf: known };
          const before = adjustSeries(seriesOf(some, DAY), early, options);
          expect(adjustSeries(seriesOf(noise, DAY), [...late, ...early], options).id).toBe(before.id);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});

test('returns between candles without an event in between are those of the raw candles', () => {
  const event = fc.record({ n: fc.integer({ min: 1, max: 59 }), ratio: fc.constantFrom(2, 3, 7, 0.05, 1.5) });
  fc.assert(
    fc.property(
      candleArbitrary({ intervalMs: DAY, minLength: 3, gapsInTen: 0 }),
      fc.array(event, { maxLength: 5 }),
      (some, events) => {
        const raw = seriesOf(some, DAY);
        const days = new Map(events.map(({ n, ratio }) => [(raw.time[0] as number) + n * DAY, ratio]));
        const adjusted = adjustSeries(
          raw,
          [...days].map(([at, ratio]) => ({ kind: 'split', day: at, ratio })),
          { mode: 'split' },
        );
        for (let i = 1; i < raw.length; i++) {
          const ratio = days.get(raw.time[i] as number) ?? 1;
          const before = (raw.close[i] as number) / (raw.close[i - 1] as number);
          const after = (adjusted.close[i] as number) / (adjusted.close[i - 1] as number);
          expect(Math.abs(after / (before * ratio) - 1)).toBeLessThan(1e-12);
          const traded = (raw.close[i] as number) * (raw.volume[i] as number);
          expect(Math.abs((adjusted.close[i] as number) * (adjusted.volume[i] as number) - traded)).toBeLessThanOrEqual(
            1e-12 * traded + 1e-300,
          );
        }
        for (let i = 0; i < raw.length; i++) {
          expect(adjusted.high[i] as number).toBeGreaterThanOrEqual(adjusted.low[i] as number);
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

test('an ex-day begins at midnight of its zone', () => {
  const hour = 3_600_000;
  // 19:00 in New York is 00:00 UTC of the next day.
  const candles = [flat(0, 100), { ...flat(1, 100), time: day(1) }, { ...flat(1, 50), time: day(1) + 15 * hour }];
  const inZone = (zone: string) => [
    ...adjustSeries(seriesOf(candles, hour), [split(1, 2)], { mode: 'split', zone }).close,
  ];
  expect(inZone('America/New_York')).toEqual([50, 50, 50]);
  expect(inZone('UTC')).toEqual([50, 100, 50]);
});

test.each([
  [split(1, 0), 'a split ratio > 0, was 0.'],
  [split(1, NaN), 'a split ratio > 0, was NaN.'],
  [dividend(1, 100), 'a dividend below the close of 100 before it, was 100.'],
  [{ kind: 'dividend-factor', day: day(1), factor: 0 } as const, 'a dividend factor > 0, was 0.'],
])('an event that leaves no price is refused: %j', (event, expected) => {
  expect(errorOf(() => closes([flat(0, 100), flat(1, 100)], [event], { mode: 'total' })).message).toBe(
    `TEST: expected on 2020-01-02 ${expected}`,
  );
});
