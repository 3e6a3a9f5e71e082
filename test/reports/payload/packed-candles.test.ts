import { describe, expect, it } from 'vitest';
import { packCandles, unpackCandles } from '../../../reports/payload/packed-candles.ts';
import { makeCandles } from '../../support/report-fixtures.ts';

describe('packed candles', () => {
  it('reads back two-digit prices exactly', () => {
    const series = makeCandles('AAA', 500);
    const back = unpackCandles(packCandles(series, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY));
    for (const column of ['time', 'open', 'high', 'low', 'close'] as const)
      expect(back[column]).toEqual(series[column]);
    const largest = Math.max(...series.volume);
    expect(back.volume[17]).toBeCloseTo((series.volume[17] ?? 0) / largest, 4);
  });

  it('keeps five digits of a price below a thousandth', () => {
    const series = makeCandles('AAA', 200);
    const scale = (column: Float64Array) => column.map((price) => price * 1.2345678e-7);
    const small = {
      ...series,
      open: scale(series.open),
      high: scale(series.high),
      low: scale(series.low),
      close: scale(series.close),
    };
    const back = unpackCandles(packCandles(small, 0, Number.POSITIVE_INFINITY));
    for (let i = 0; i < 200; i++) expect(Math.abs((back.close[i] ?? 0) / (small.close[i] ?? 1) - 1)).toBeLessThan(1e-3);
  });

  it('keeps a candle whose close lies outside its range', () => {
    const series = makeCandles('AAA', 3);
    series.close[1] = (series.high[1] ?? 0) + 5;
    expect(unpackCandles(packCandles(series, 0, Number.POSITIVE_INFINITY)).close[1]).toBeCloseTo(series.close[1], 10);
    expect(unpackCandles(packCandles(series, 0, Number.POSITIVE_INFINITY)).high[1]).toBe(series.high[1]);
  });

  it('takes only what lies in the span', () => {
    const series = makeCandles('AAA', 100);
    const back = unpackCandles(packCandles(series, series.time[10] ?? 0, series.time[19] ?? 0));
    expect([back.length, back.time[0], back.open[0]]).toEqual([10, series.time[10], series.open[10]]);
  });
});
