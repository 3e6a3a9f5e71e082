import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCandleSeries } from '../../datasets/candle-columns.ts';
import { extendSeries } from '../../datasets/extend-series.ts';
import { sliceSeries } from '../../datasets/slice-series.ts';
import type { CandleSeries } from '../../engine/model/index.ts';
import { errorOf } from './support/candle-arbitrary.ts';
import { candlesOfSeed } from './support/catalog.ts';

const whole = candlesOfSeed(3, 'X', 40);
const timeAt = (k: number): number => whole.time[k] ?? Number.NaN;
/** Candles `from` to `to`, without that of `to`. */
const part = (from: number, to: number): CandleSeries => sliceSeries(whole, timeAt(from), timeAt(to) || null);
const extend = (known: CandleSeries, more: CandleSeries) =>
  extendSeries({ name: 'old', series: known }, { name: 'new', series: more });
const iso = (k: number): string => new Date(timeAt(k)).toISOString();

describe('a series that goes on', () => {
  it('is the whole series, wherever it is cut and however far the parts overlap', () => {
    const cut = fc.tuple(fc.nat(whole.length - 1), fc.nat(whole.length - 1), fc.nat(whole.length - 1));
    fc.assert(
      fc.property(cut, (cuts) => {
        const [begin = 0, last = 0, end = 0] = cuts.toSorted((a, b) => a - b);
        const { id, length } = extend(part(0, last + 1), part(begin, end + 1));
        expect({ id, length }).toEqual({ id: part(0, end + 1).id, length: end + 1 });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it.each<[string, CandleSeries, string, string]>([
    [
      'begins after its end',
      part(10, 20),
      'not-adjoining',
      `new: expected the candle at ${iso(9)}, the last of old, was its first at ${iso(10)}.`,
    ],
    ['has no candle', part(0, 0), 'not-adjoining', `new: expected the candle at ${iso(9)}, the last of old, was none.`],
    ['ends before it does', part(3, 8), 'not-adjoining', `new: expected a candle at ${iso(8)} as in old, was none.`],
    [
      'lacks one of its candles',
      without(part(3, 20), 5),
      'not-adjoining',
      `new: expected a candle at ${iso(5)} as in old, was none.`,
    ],
    [
      'tells another volume',
      changed(part(9, 20)),
      'candle-changed',
      `new: expected the volume ${whole.volume[9]} at ${iso(9)} as in old, was 12345.`,
    ],
  ])('is refused when the rest %s', (_, more, code, message) => {
    expect(errorOf(() => extend(part(0, 10), more))).toMatchObject({ code, message });
  });

  it('is refused when the rest has a candle that it lacks', () => {
    expect(errorOf(() => extend(without(part(0, 10), 5), part(3, 20))).message).toBe(
      `old: expected a candle at ${iso(5)} as in new, was none.`,
    );
  });
});

/** A series without the candle that `whole` has at a place. */
function without(series: CandleSeries, place: number): CandleSeries {
  const keep = <T extends 'time' | 'open' | 'high' | 'low' | 'close' | 'volume'>(name: T) =>
    series[name].filter((_, k) => series.time[k] !== timeAt(place));
  const columns = { time: keep('time'), open: keep('open'), high: keep('high'), low: keep('low') };
  return createCandleSeries('X', series.intervalMs, { ...columns, close: keep('close'), volume: keep('volume') });
}

function changed(series: CandleSeries): CandleSeries {
  const { time, open, high, low, close } = series;
  const volume = series.volume.map((value, k) => (k === 0 ? 12_345 : value));
  return createCandleSeries('X', series.intervalMs, { time, open, high, low, close, volume });
}
