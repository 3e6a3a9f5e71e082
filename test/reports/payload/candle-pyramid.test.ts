import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCandlePyramid, extremesOf, firstAtOrAfter, levelFor } from '../../../reports/payload/candle-pyramid.ts';
import { makeCandles } from '../../support/report-fixtures.ts';

describe('candle pyramid', () => {
  it('finds the extremes that a scan finds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.nat(), fc.nat(), (length, a, b) => {
        const candles = makeCandles('AAA', length, length);
        const [from, to] = [a % length, b % length].sort((x, y) => x - y) as [number, number];
        expect(extremesOf(createCandlePyramid(candles), from, to)).toEqual([
          Math.min(...candles.low.slice(from, to + 1)),
          Math.max(...candles.high.slice(from, to + 1)),
        ]);
      }),
      { seed: 1 },
    );
  });

  it('merges candles as a higher interval would', () => {
    const candles = makeCandles('AAA', 333);
    const level = createCandlePyramid(candles).levels[2];
    expect(level?.span).toBe(4);
    expect(level?.length).toBe(84);
    expect([level?.open[5], level?.close[5]]).toEqual([candles.open[20], candles.close[23]]);
    expect(level?.high[5]).toBe(Math.max(...candles.high.slice(20, 24)));
    expect(level?.close[83]).toBe(candles.close[332]);
  });

  it('chooses the finest level that fits', () => {
    const pyramid = createCandlePyramid(makeCandles('AAA', 1000));
    expect([
      levelFor(pyramid, 300, 400).span,
      levelFor(pyramid, 900, 400).span,
      levelFor(pyramid, 1000, 1).span,
    ]).toEqual([1, 4, 16]);
  });

  it('finds the first time at or after another', () => {
    const times = Float64Array.of(10, 20, 30);
    expect([5, 10, 11, 30, 31].map((time) => firstAtOrAfter(times, time))).toEqual([0, 0, 1, 2, 3]);
  });
});
