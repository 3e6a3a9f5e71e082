import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  above,
  bindStrategy,
  createColumnCache,
  crossed,
  ema,
  evaluateStrategy,
  event,
  side,
  strategy,
} from '../../../engine/columns/index.ts';
import { bucketStart, formatInterval, parseInterval } from '../../../engine/columns/interval.ts';
import { resample } from '../../../engine/columns/resample.ts';
import { buysOf, type CandleSeries } from '../../../engine/model/index.ts';
import { anySeries, createSeries, HOUR } from './candles.ts';

/** Rows of a series by index. */
function pick(series: CandleSeries, rows: readonly number[]): CandleSeries {
  const column = (x: Float64Array) => Float64Array.from(rows, (i) => x[i]);
  return {
    ...series,
    length: rows.length,
    time: column(series.time),
    open: column(series.open),
    high: column(series.high),
    low: column(series.low),
    close: column(series.close),
    volume: column(series.volume),
    id: `${series.id}:${rows.join(',')}`,
  };
}

describe('intervals', () => {
  it('read and write themselves', () => {
    for (const text of ['15m', '4h', '1d', '2w']) expect(formatInterval(parseInterval(text))).toBe(text);
    expect(parseInterval('4h')).toBe(4 * HOUR);
    for (const text of ['4', 'h', '0h', '1.5h', '4H', '1M']) expect(() => parseInterval(text)).toThrow(`was ${text}.`);
  });

  it('begin weeks on Monday and all else at the epoch', () => {
    const instant = Date.UTC(2024, 4, 16, 13, 37);
    expect(bucketStart(instant, parseInterval('1w'))).toBe(Date.UTC(2024, 4, 13));
    expect(bucketStart(instant, parseInterval('1d'))).toBe(Date.UTC(2024, 4, 16));
    expect(bucketStart(instant, parseInterval('4h'))).toBe(Date.UTC(2024, 4, 16, 12));
  });
});

describe('resample', () => {
  it('agrees with grouping by the start of the interval', () => {
    fc.assert(
      fc.property(anySeries, fc.constantFrom(4 * HOUR, 24 * HOUR, 168 * HOUR), (series, intervalMs) => {
        const groups = new Map<number, number[]>();
        for (let i = 0; i < series.length; i += 1) {
          const start = bucketStart(series.time[i], intervalMs);
          groups.set(start, [...(groups.get(start) ?? []), i]);
        }
        const end = (rows: readonly number[]) => series.time[rows[rows.length - 1]] + HOUR;
        const expected = [...groups].filter(([start, rows]) => {
          const begun = rows[0] !== 0 || series.time[0] === start;
          const over = rows[rows.length - 1] !== series.length - 1 || end(rows) >= start + intervalMs;
          return begun && over;
        });
        const { series: higher, closed } = resample(series, intervalMs);
        expect([...higher.time]).toEqual(expected.map(([start]) => start));
        expected.forEach(([, rows], k) => {
          expect(higher.open[k]).toBe(series.open[rows[0]]);
          expect(higher.high[k]).toBe(Math.max(...rows.map((i) => series.high[i])));
          expect(higher.low[k]).toBe(Math.min(...rows.map((i) => series.low[i])));
          expect(higher.close[k]).toBe(series.close[rows[rows.length - 1]]);
          expect(higher.volume[k]).toBe(rows.reduce((sum, i) => sum + series.volume[i], 0));
        });
        for (let i = 0; i < series.length; i += 1) {
          // Closed by now: its end is not after this close, or a candle of a later group is here already.
          const now = expected.filter(([start, rows]) => {
            const last = rows[rows.length - 1];
            return last < i || (last === i && series.time[i] + HOUR >= start + intervalMs);
          });
          const late = now.filter(([start, rows]) => {
            const last = rows[rows.length - 1];
            return last < i || series.time[last] + HOUR >= start + intervalMs;
          });
          expect(closed[i]).toBe(late.length);
        }
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it('refuses what is no multiple', () => {
    expect(() => resample(createSeries(3), 90 * 60_000)).toThrow('Expected tf to name a multiple of 1h, was 90m.');
  });
});

describe('tf', () => {
  const levels = strategy({
    name: 'levels',
    each: ({ tf }) => ({ signal: side(above(tf('4h').close, tf('4h').open)), stop: tf('4h').close }),
  });

  it('shows a candle from its own close on, not earlier', () => {
    const series = createSeries(12);
    const { stop } = evaluateStrategy(bindStrategy(levels), series, createColumnCache());
    const c = series.close;
    const none = Number.NaN;
    expect([...(stop ?? [])]).toEqual([none, none, none, c[3], c[3], c[3], c[3], c[7], c[7], c[7], c[7], c[11]]);
  });

  it('shows a candle whose end is missing when the next one arrives', () => {
    // Rows 3 and 7 are missing: their candles are over only when rows 4 and 8 come.
    const series = pick(createSeries(12), [0, 1, 2, 4, 5, 6, 8, 9]);
    const { stop } = evaluateStrategy(bindStrategy(levels), series, createColumnCache());
    const c = series.close;
    const none = Number.NaN;
    expect([...(stop ?? [])]).toEqual([none, none, none, c[2], c[2], c[2], c[5], c[5]]);
  });

  it('drops a first candle that began before the data', () => {
    const series = pick(createSeries(12), [2, 3, 4, 5, 6, 7, 8]);
    const { stop } = evaluateStrategy(bindStrategy(levels), series, createColumnCache());
    expect([...(stop ?? [])].findIndex((value) => !Number.isNaN(value))).toBe(5);
  });

  it('shows an event at its close only, a state until the next close', () => {
    const series = createSeries(400, { seed: 3 });
    const of = (build: Parameters<typeof strategy>[0]['each']) =>
      evaluateStrategy(bindStrategy(strategy({ name: 'e', each: build })), series, createColumnCache()).packed;
    const events = of(({ tf }) => ({ signal: event({ buy: crossed(tf('4h').close, 'up', ema(tf('4h').close, 5)) }) }));
    const states = of(({ tf }) => ({ signal: side(above(tf('4h').close, ema(tf('4h').close, 5))) }));
    const filtered = of(({ tf }) => ({
      signal: side(1).where(crossed(tf('4h').close, 'up', ema(tf('4h').close, 5))),
      stop: tf('4h').close.where(crossed(tf('4h').close, 'up', ema(tf('4h').close, 5))),
    }));
    expect([...filtered].map(buysOf)).toEqual([...events].map(buysOf));
    let seen = 0;
    events.forEach((value, i) => {
      if (buysOf(value) === 0) return;
      seen += 1;
      expect(i % 4).toBe(3);
      expect([buysOf(states[i - 1]), buysOf(states[i]), buysOf(states[i + 3] ?? states[i])]).toEqual([0, 1, 1]);
    });
    expect(seen).toBeGreaterThan(3);
  });
});
