/** Variations of a series that the contract checks replay. */
import { createRandom } from '../math/index.ts';
import type { CandleSeries } from '../model/index.ts';

/** Rows [from, to) as a series of their own. */
export function sliceSeries(series: CandleSeries, from: number, to: number): CandleSeries {
  return {
    symbol: series.symbol,
    intervalMs: series.intervalMs,
    length: to - from,
    time: series.time.slice(from, to),
    open: series.open.slice(from, to),
    high: series.high.slice(from, to),
    low: series.low.slice(from, to),
    close: series.close.slice(from, to),
    volume: series.volume.slice(from, to),
    id: `${series.id}[${from},${to})`,
  };
}

/** The same candles up to row `last`, and wild ones after it. */
export function noiseAfter(series: CandleSeries, last: number, seed: number): CandleSeries {
  const noisy = sliceSeries(series, 0, series.length);
  const random = createRandom(seed, last, 'noise');
  let price = series.close[last];
  for (let i = last + 1; i < series.length; i += 1) {
    const open = price * (0.8 + 0.4 * random.float());
    const close = open * (0.8 + 0.4 * random.float());
    noisy.open[i] = open;
    noisy.close[i] = close;
    noisy.high[i] = Math.max(open, close) * (1 + 0.1 * random.float());
    noisy.low[i] = Math.min(open, close) * (1 - 0.1 * random.float());
    noisy.volume[i] = series.volume[i] * 2 * random.float();
    // Back to the old level before it runs out of the range of doubles.
    price = close > 1e-3 * series.close[last] && close < 1e3 * series.close[last] ? close : series.close[last];
  }
  return { ...noisy, id: `${series.id}~${last},${seed}` };
}
