import type { CandleSeries, FillRecord } from '#engine';
import { firstAtOrAfter } from '../payload/candle-pyramid.ts';

/** Past this share of a candle's volume a fill would have moved the price. */
export const LARGE_SHARE = 0.025;

/** Counts the fills that took more than {@link LARGE_SHARE} of their candle's volume. */
export function countLargeFills(fills: readonly FillRecord[], candles: readonly CandleSeries[]): number {
  const bySymbol = new Map(candles.map((series) => [series.symbol, series]));
  let large = 0;
  for (const fill of fills) {
    const series = bySymbol.get(fill.symbol);
    if (series === undefined) continue;
    const at = firstAtOrAfter(series.time, fill.time);
    if (series.time[at] === fill.time && fill.size > (series.volume[at] ?? 0) * LARGE_SHARE) large++;
  }
  return large;
}
