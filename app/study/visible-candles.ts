import { sliceSeries } from '#datasets';
import type { CandleSeries } from '#engine';

/**
 * Cuts off what a trial must not see. The candles that are left lie in memory of their own, so that nothing later can
 * be reached through them, in this thread or in another.
 * @param series candles of the study
 * @param end open time of the first candle that is hidden, epoch ms
 */
export function visibleCandles(series: readonly CandleSeries[], end: number): CandleSeries[] {
  return series.map((one) => sliceSeries(one, null, end));
}
