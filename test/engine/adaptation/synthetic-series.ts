import { createRandom } from '../../../engine/math/index.ts';
import type { CandleSeries } from '../../../engine/model/index.ts';

/** A stretch of candles with one drift and volatility per candle, and the regime it stands for. */
export interface Stretch {
  readonly candles: number;
  readonly drift: number;
  readonly volatility: number;
}

/** A walk through stretches; each candle is made of `steps` normal steps, so that ranges are real. */
export function syntheticSeries(seed: number, stretches: readonly Stretch[], steps = 8): CandleSeries {
  const random = createRandom(seed, 0, 'candles');
  const length = stretches.reduce((sum, stretch) => sum + stretch.candles, 0);
  const column = (): Float64Array => new Float64Array(length);
  const series = { time: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
  let price = 100;
  let i = 0;
  for (const { candles, drift, volatility } of stretches) {
    for (let k = 0; k < candles; k++, i++) {
      series.time[i] = i * 3_600_000;
      series.open[i] = price;
      let high = price;
      let low = price;
      for (let step = 0; step < steps; step++) {
        price *= Math.exp(drift / steps + (volatility / Math.sqrt(steps)) * random.normal());
        high = Math.max(high, price);
        low = Math.min(low, price);
      }
      series.high[i] = high;
      series.low[i] = low;
      series.close[i] = price;
      series.volume[i] = 1;
    }
  }
  return { ...series, symbol: 'TEST', intervalMs: 3_600_000, length, id: `synthetic-${seed}` };
}

/** The first candles of a series. */
export function prefixOf(series: CandleSeries, length: number): CandleSeries {
  return {
    ...series,
    length,
    time: series.time.subarray(0, length),
    open: series.open.subarray(0, length),
    high: series.high.subarray(0, length),
    low: series.low.subarray(0, length),
    close: series.close.subarray(0, length),
    volume: series.volume.subarray(0, length),
  };
}
