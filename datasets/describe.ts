import type { Candle, CandleSeries, DataQuality } from '../engine/model/index.ts';
import { isoTime } from './candle-intake.ts';
import { formatInterval } from './interval.ts';
import { type LoadOptions, loadCandles } from './load-candles.ts';

/** What a person wants to know about a data file before trusting it. */
export interface DatasetDescription {
  readonly quality: DataQuality;
  /** Identity of the candles, whatever file they are in. */
  readonly id: string;
  /** Such as `1h`. */
  readonly interval: string;
  /** Open times of the first and last candle, ISO. */
  readonly first: string;
  readonly last: string;
  /** Candles there are over candles there would be without gaps, 0 to 1. */
  readonly coverage: number;
  readonly lowest: number;
  readonly highest: number;
  readonly head: readonly Candle[];
  readonly tail: readonly Candle[];
}

/**
 * Reads and describes a file of candles.
 * @param path of the file
 * @param options as for loadCandles
 * @param rows candles shown from each end
 * @throws DatasetError as loadCandles does
 */
export async function inspectCandles(path: string, options: LoadOptions = {}, rows = 3): Promise<DatasetDescription> {
  const { series, quality } = await loadCandles(path, options);
  return describe(series, quality, rows);
}

/**
 * Describes candles.
 * @param series at least one candle
 * @param quality as measured
 * @param rows candles shown from each end; a candle is shown once
 */
export function describe(series: CandleSeries, quality: DataQuality, rows = 3): DatasetDescription {
  const { length } = series;
  const head = Math.min(rows, length);
  return {
    quality,
    id: series.id,
    interval: formatInterval(series.intervalMs),
    first: isoTime(quality.first),
    last: isoTime(quality.last),
    coverage: length / (length + quality.missing),
    lowest: series.low.reduce((lowest, price) => Math.min(lowest, price), Infinity),
    highest: series.high.reduce((highest, price) => Math.max(highest, price), 0),
    head: candlesOf(series, 0, head),
    tail: candlesOf(series, Math.max(head, length - rows), length),
  };
}

/**
 * Reads candles out of the columns, one object each.
 * @param from first position
 * @param to position after the last
 */
export function candlesOf(series: CandleSeries, from = 0, to = series.length): Candle[] {
  const { time, open, high, low, close, volume } = series;
  const candles: Candle[] = [];
  for (let i = from; i < to; i++) {
    candles.push({
      time: time[i] as number,
      open: open[i] as number,
      high: high[i] as number,
      low: low[i] as number,
      close: close[i] as number,
      volume: volume[i] as number,
    });
  }
  return candles;
}
