import { Ema } from './ema.ts';
import { trueRange } from './true-range.ts';

/**
 * Wilder's directional movement: the two indicators and their smoothed contrast, each 0 to 100.
 * Where nothing moves, or both indicators are 0, the contrast is 0.
 * @see J. Welles Wilder: New Concepts in Technical Trading Systems (1978)
 */
export class Adx {
  private readonly range: Ema;
  private readonly up: Ema;
  private readonly down: Ema;
  private readonly contrast: Ema;
  private high = Number.NaN;
  private low = Number.NaN;
  private close = Number.NaN;
  /** Values of the last `next`. */
  adx = Number.NaN;
  plusDi = Number.NaN;
  minusDi = Number.NaN;

  constructor(period: number) {
    const weight = 1 / period;
    this.range = new Ema(period, weight);
    this.up = new Ema(period, weight);
    this.down = new Ema(period, weight);
    this.contrast = new Ema(period, weight);
  }

  next(high: number, low: number, close: number): void {
    const rise = high - this.high;
    const fall = this.low - low;
    // A gap in any column must start all averages anew, so it goes into both movements.
    const gap = rise + fall + this.close + close;
    const missing = gap - gap !== 0;
    const range = this.range.next(missing ? Number.NaN : trueRange(high, low, this.close));
    const up = this.up.next(missing ? Number.NaN : rise > fall && rise > 0 ? rise : 0);
    const down = this.down.next(missing ? Number.NaN : fall > rise && fall > 0 ? fall : 0);
    this.high = high;
    this.low = low;
    this.close = close;
    this.plusDi = range === 0 ? 0 : (100 * up) / range;
    this.minusDi = range === 0 ? 0 : (100 * down) / range;
    const sum = up + down;
    this.adx = this.contrast.next(sum === 0 ? 0 : (100 * Math.abs(up - down)) / sum);
  }
}

/**
 * Average directional index of candles.
 * @param period integer >= 1; the two indicators start at row period, the index at row 2 period - 1
 */
export function adxInto(
  adx: Float64Array,
  plusDi: Float64Array,
  minusDi: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): void {
  const state = new Adx(period);
  for (let i = 0; i < adx.length; i += 1) {
    state.next(high[i], low[i], close[i]);
    adx[i] = state.adx;
    plusDi[i] = state.plusDi;
    minusDi[i] = state.minusDi;
  }
}
