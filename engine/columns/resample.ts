import type { Candle, CandleSeries } from '../model/index.ts';
import { StrategyError } from '../model/index.ts';
import { bucketStart, formatInterval } from './interval.ts';

/** @throws {StrategyError} unless the higher interval is a multiple of the own one */
export function checkMultiple(intervalMs: number, ownMs: number): void {
  if (intervalMs % ownMs === 0) return;
  throw new StrategyError(
    'bad-interval',
    `Expected tf to name a multiple of ${formatInterval(ownMs)}, was ${formatInterval(intervalMs)}.`,
    { intervalMs, ownMs },
  );
}

/** Called with each finished candle of the higher interval, at the own candle whose close (or whose opening) finished it. */
type OnClose = (time: number, open: number, high: number, low: number, close: number, volume: number) => void;

/**
 * Builds candles of a higher interval from closed ones. One is finished at the close of its last possible own candle,
 * or, if that is missing, when a later one arrives. Missing candles stay missing; a first one whose beginning is not
 * there is dropped.
 */
export class Resampler {
  private readonly intervalMs: number;
  private readonly ownMs: number;
  private readonly onClose: OnClose;
  private start = Number.NaN;
  private open = 0;
  private high = 0;
  private low = 0;
  private close = 0;
  private volume = 0;
  /** A candle is being built that began where it should. */
  private building = false;

  constructor(intervalMs: number, ownMs: number, onClose: OnClose) {
    checkMultiple(intervalMs, ownMs);
    this.intervalMs = intervalMs;
    this.ownMs = ownMs;
    this.onClose = onClose;
  }

  next(candle: Candle): void {
    this.take(candle.time, candle.open, candle.high, candle.low, candle.close, candle.volume);
  }

  take(time: number, open: number, high: number, low: number, close: number, volume: number): void {
    const start = bucketStart(time, this.intervalMs);
    if (start !== this.start) {
      this.finish();
      const first = Number.isNaN(this.start);
      this.building = !first || time === start;
      this.start = start;
      this.open = open;
      this.high = high;
      this.low = low;
      this.volume = volume;
    } else {
      this.high = Math.max(this.high, high);
      this.low = Math.min(this.low, low);
      this.volume += volume;
    }
    this.close = close;
    if (time + this.ownMs >= start + this.intervalMs) this.finish();
  }

  private finish(): void {
    if (!this.building) return;
    this.building = false;
    this.onClose(this.start, this.open, this.high, this.low, this.close, this.volume);
  }
}

/** Candles of a higher interval, and for each own candle how many of them have closed by its close. */
export interface Resampled {
  readonly series: CandleSeries;
  /** One per own candle. */
  readonly closed: Float64Array;
}

/** Resamples a whole series; the result is never longer than the series. */
export function resample(series: CandleSeries, intervalMs: number): Resampled {
  const time: number[] = [];
  const open: number[] = [];
  const high: number[] = [];
  const low: number[] = [];
  const close: number[] = [];
  const volume: number[] = [];
  const resampler = new Resampler(intervalMs, series.intervalMs, (t, o, h, l, c, v) => {
    time.push(t);
    open.push(o);
    high.push(h);
    low.push(l);
    close.push(c);
    volume.push(v);
  });
  const closed = new Float64Array(series.length);
  for (let i = 0; i < series.length; i += 1) {
    resampler.take(series.time[i], series.open[i], series.high[i], series.low[i], series.close[i], series.volume[i]);
    closed[i] = time.length;
  }
  const resampled: CandleSeries = {
    symbol: series.symbol,
    intervalMs,
    length: time.length,
    time: Float64Array.from(time),
    open: Float64Array.from(open),
    high: Float64Array.from(high),
    low: Float64Array.from(low),
    close: Float64Array.from(close),
    volume: Float64Array.from(volume),
    id: `${series.id}@${intervalMs}`,
  };
  return { series: resampled, closed };
}

/**
 * Shows values of the higher interval to own candles: that of the last closed candle, no value before the first.
 * @param closed how many have closed by the close of each own candle
 * @param event true: only at the close itself, and true if any of several that closed together was; else 0
 */
export function alignInto(out: Float64Array, x: Float64Array, closed: Float64Array, event: boolean): void {
  let shown = 0;
  for (let i = 0; i < out.length; i += 1) {
    const now = closed[i];
    if (!event) out[i] = now === 0 ? Number.NaN : x[now - 1];
    else if (now === shown) out[i] = now === 0 ? Number.NaN : 0;
    else {
      let value = x[shown];
      for (let k = shown + 1; k < now; k += 1) value = x[k] === 1 || value !== 1 ? x[k] : value;
      out[i] = value;
    }
    shown = now;
  }
}
