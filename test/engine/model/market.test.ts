import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMarket } from '../../../engine/model/index.ts';
import { HOUR, type ScriptedCandle, START, scriptedSeries, still } from '../../support/scripted-market.ts';

const closes = (column: Float64Array) => Array.from(column);

describe('createMarket', () => {
  it('shares the columns of series that have every candle', () => {
    const a = scriptedSeries('A', [still(1), still(2)]);
    const b = scriptedSeries('B', [still(3), still(4)]);
    const market = createMarket([a, b]);
    expect(market.time).toBe(a.time);
    for (const [s, series] of [a, b].entries()) {
      const { open, high, low, close, mark, row, first, last } = market.columns[s];
      expect([open, high, low, close, mark]).toEqual([
        series.open,
        series.high,
        series.low,
        series.close,
        series.close,
      ]);
      expect(open).toBe(series.open);
      expect(mark).toBe(series.close);
      expect([row, first, last]).toEqual([null, 0, 1]);
    }
  });

  it('lays ragged series with holes on the union of their times', () => {
    const a = scriptedSeries('A', [null, still(10), null, still(12), null]);
    const b = scriptedSeries('B', [still(1), still(2), null, null, still(5)]);
    const { time, columns, length } = createMarket([a, b]);
    expect(Array.from(time, (t) => (t - START) / HOUR)).toEqual([0, 1, 3, 4]);
    expect(length).toBe(4);
    const [{ mark, close, row, first, last }] = columns;
    expect(closes(mark)).toEqual([Number.NaN, 10, 12, 12]);
    expect(closes(close)).toEqual([Number.NaN, 10, 12, Number.NaN]);
    expect([Array.from(row ?? []), first, last]).toEqual([[-1, 0, 1, -1], 1, 2]);
    expect(closes(columns[1].mark)).toEqual([1, 2, 2, 5]);
  });

  it('reaches to the open where a feed opens a candle outside its own range', () => {
    const clean = scriptedSeries('A', [still(100), [100, 110, 90, 100]]);
    const dirty = scriptedSeries('B', [
      [120, 110, 90, 100],
      [80, 110, 90, 100],
    ]);
    const [a, b] = createMarket([clean, dirty]).columns;
    expect([a.reach.high, a.reach.low]).toEqual([a.high, a.low]);
    expect(a.reach.high).toBe(a.high);
    expect([Array.from(b.reach.high), Array.from(b.reach.low)]).toEqual([
      [120, 110],
      [90, 80],
    ]);
    expect([Array.from(b.high), Array.from(b.low)]).toEqual([
      [110, 110],
      [90, 90],
    ]);
  });

  it('numbers UTC days by open time', () => {
    const { day } = createMarket([scriptedSeries('A', [still(1), still(1), still(1)], 12 * HOUR)]);
    const first = START / (24 * HOUR);
    expect(Array.from(day)).toEqual([first, first, first + 1]);
  });

  it('is what a map from time to candle says, for any holes', () => {
    const holes = fc.array(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        holes.filter((masks) => masks.every((mask) => mask.includes(true))),
        (masks) => {
          const candles = masks.map((mask, s) =>
            mask.map((is, k): ScriptedCandle => (is ? still(100 * s + k + 1) : null)),
          );
          const market = createMarket(candles.map((rows, s) => scriptedSeries(`S${s}`, rows)));
          const slots = [...Array(12).keys()].filter((k) => masks.some((mask) => mask[k]));
          expect(Array.from(market.time)).toEqual(slots.map((k) => START + k * HOUR));
          masks.forEach((mask, s) => {
            let mark = Number.NaN;
            let row = -1;
            slots.forEach((k, i) => {
              const price = mask[k] ? 100 * s + k + 1 : Number.NaN;
              if (mask[k]) {
                mark = price;
                row += 1;
              }
              const column = market.columns[s];
              expect([column.open[i], column.high[i], column.low[i], column.close[i]]).toEqual([
                price,
                price,
                price,
                price,
              ]);
              expect(column.mark[i]).toBe(mark);
              expect(column.row === null ? i : column.row[i]).toBe(mask[k] ? row : -1);
            });
          });
        },
      ),
      { seed: 1 },
    );
  });
});
