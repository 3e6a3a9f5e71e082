import type { CandleSeries } from '#engine';
import { decimalsFor } from '../format/number.ts';
import { decodeIntegers, encodeIntegers } from './integer-codec.ts';
import { type PackedTimes, packTimes, unpackTimes } from './packed-columns.ts';

/** Candles of one symbol for a chart: prices on a decimal grid, volume in 1/16383 of the largest. */
export interface PackedCandles {
  readonly symbol: string;
  readonly intervalMs: number;
  readonly time: PackedTimes;
  readonly decimals: number;
  /** Per candle: open - last close, close - open, high - top of the body, bottom of the body - low. */
  readonly prices: string;
  readonly volume: string;
}

/** Columns that a chart draws; times in epoch ms. */
export interface ChartCandles {
  readonly symbol: string;
  readonly intervalMs: number;
  readonly length: number;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Relative to the largest, 0 to 1. */
  readonly volume: Float64Array;
}

/** Significant digits that the lowest price keeps. */
const DIGITS = 5;
const VOLUME_STEPS = 16_383;

function gridOf(series: CandleSeries, first: number, end: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = first; i < end; i++) lowest = Math.min(lowest, series.low[i] ?? lowest);
  const most = Number.isFinite(lowest) && lowest > 0 ? decimalsFor(lowest, DIGITS) : 0;
  // Prices that are coarser by nature need fewer digits.
  for (let decimals = 0; decimals < most; decimals++) {
    const scale = 10 ** decimals;
    let exact = true;
    for (let i = first; i < end && exact; i++) {
      const close = (series.close[i] ?? 0) * scale;
      const high = (series.high[i] ?? 0) * scale;
      exact = Math.abs(close - Math.round(close)) < 1e-6 && Math.abs(high - Math.round(high)) < 1e-6;
    }
    if (exact) return decimals;
  }
  return most;
}

/**
 * Packs the candles of one symbol whose open lies in [from, to].
 * @param series candles
 * @param from first open, epoch ms
 * @param to last open, epoch ms
 */
export function packCandles(series: CandleSeries, from: number, to: number): PackedCandles {
  let first = 0;
  while (first < series.length && (series.time[first] ?? 0) < from) first++;
  let end = series.length;
  while (end > first && (series.time[end - 1] ?? 0) > to) end--;

  const decimals = gridOf(series, first, end);
  const scale = 10 ** decimals;
  const length = end - first;
  const prices = new Float64Array(length * 4);
  const volume = new Float64Array(length);
  let largest = 0;
  for (let i = first; i < end; i++) largest = Math.max(largest, series.volume[i] ?? 0);
  let last = 0;
  for (let i = 0; i < length; i++) {
    const open = Math.round((series.open[first + i] ?? 0) * scale);
    const close = Math.round((series.close[first + i] ?? 0) * scale);
    prices[i * 4] = open - last;
    prices[i * 4 + 1] = close - open;
    prices[i * 4 + 2] = Math.round((series.high[first + i] ?? 0) * scale) - Math.max(open, close);
    prices[i * 4 + 3] = Math.min(open, close) - Math.round((series.low[first + i] ?? 0) * scale);
    volume[i] = largest > 0 ? Math.round(((series.volume[first + i] ?? 0) / largest) * VOLUME_STEPS) : 0;
    last = close;
  }
  return {
    symbol: series.symbol,
    intervalMs: series.intervalMs,
    time: packTimes(series.time.slice(first, end), series.intervalMs),
    decimals,
    prices: encodeIntegers(prices),
    volume: encodeIntegers(volume),
  };
}

/** Unpacks {@link packCandles}. */
export function unpackCandles(packed: PackedCandles): ChartCandles {
  const length = packed.time.length;
  const scale = 10 ** packed.decimals;
  const prices = decodeIntegers(packed.prices, length * 4);
  const volume = decodeIntegers(packed.volume, length);
  const open = new Float64Array(length);
  const high = new Float64Array(length);
  const low = new Float64Array(length);
  const close = new Float64Array(length);
  let last = 0;
  for (let i = 0; i < length; i++) {
    const o = last + (prices[i * 4] ?? 0);
    const c = o + (prices[i * 4 + 1] ?? 0);
    open[i] = o / scale;
    close[i] = c / scale;
    high[i] = (Math.max(o, c) + (prices[i * 4 + 2] ?? 0)) / scale;
    low[i] = (Math.min(o, c) - (prices[i * 4 + 3] ?? 0)) / scale;
    volume[i] = (volume[i] ?? 0) / VOLUME_STEPS;
    last = c;
  }
  const { symbol, intervalMs } = packed;
  return { symbol, intervalMs, length, time: unpackTimes(packed.time), open, high, low, close, volume };
}
