import fc from 'fast-check';
import { createRandom } from '../../../engine/math/index.ts';
import type { Candle, CandleSeries } from '../../../engine/model/index.ts';

export const HOUR = 3_600_000;

export interface SeriesOptions {
  readonly seed?: number;
  readonly intervalMs?: number;
  /** First open time; 2021-01-01 by default. */
  readonly start?: number;
  /** Share of candles that are missing. */
  readonly missing?: number;
  /** Share of candles that repeat the price before. */
  readonly still?: number;
  /** Size of a step, as a fraction of the price. */
  readonly volatility?: number;
  readonly price?: number;
}

/** A random walk of candles. */
export function createSeries(length: number, options: SeriesOptions = {}): CandleSeries {
  const {
    seed = 1,
    intervalMs = HOUR,
    start = 1_609_459_200_000,
    missing = 0,
    still = 0,
    volatility = 0.01,
    price = 100,
  } = options;
  const random = createRandom(seed, length, 'candles');
  const column = () => new Float64Array(length);
  const [time, open, high, low, close, volume] = [column(), column(), column(), column(), column(), column()];
  let last = price;
  let at = start;
  for (let i = 0; i < length; i += 1) {
    while (random.float() < missing) at += intervalMs;
    const moves = random.float() >= still;
    const step = () => (moves ? 1 + volatility * (2 * random.float() - 1) : 1);
    time[i] = at;
    open[i] = last;
    close[i] = last * step();
    high[i] = Math.max(open[i], close[i]) * (moves ? 1 + (volatility / 2) * random.float() : 1);
    low[i] = Math.min(open[i], close[i]) * (moves ? 1 - (volatility / 2) * random.float() : 1);
    volume[i] = moves ? Math.floor(1000 * random.float()) : 0;
    last = close[i];
    at += intervalMs;
  }
  const id = `walk-${[length, seed, intervalMs, start, missing, still, volatility, price].join('-')}`;
  return { symbol: 'WALK', intervalMs, length, time, open, high, low, close, volume, id };
}

/** Series of all kinds: gaps, standstill, huge and tiny prices, beginnings in the middle of higher candles. */
export const anySeries: fc.Arbitrary<CandleSeries> = fc
  .record({
    length: fc.integer({ min: 0, max: 150 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
    missing: fc.constantFrom(0, 0.05, 0.4),
    still: fc.constantFrom(0, 0.3, 0.95, 1),
    price: fc.constantFrom(1e-7, 1, 30_000, 1e11),
    offset: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ length, offset, ...options }) =>
    createSeries(length, { ...options, start: 1_609_459_200_000 + offset * HOUR }),
  );

export function candleAt(series: CandleSeries, i: number): Candle {
  return {
    time: series.time[i],
    open: series.open[i],
    high: series.high[i],
    low: series.low[i],
    close: series.close[i],
    volume: series.volume[i],
  };
}

/** A series from closes; open is the close before, high and low enclose both. */
export function seriesOf(closes: readonly number[], id = closes.join(',')): CandleSeries {
  const open = closes.map((_, i) => closes[Math.max(0, i - 1)]);
  return {
    symbol: 'LIST',
    intervalMs: HOUR,
    length: closes.length,
    time: Float64Array.from(closes, (_, i) => 1_609_459_200_000 + i * HOUR),
    open: Float64Array.from(open),
    high: Float64Array.from(closes, (c, i) => Math.max(c, open[i])),
    low: Float64Array.from(closes, (c, i) => Math.min(c, open[i])),
    close: Float64Array.from(closes),
    volume: Float64Array.from(closes, () => 10),
    id,
  };
}
