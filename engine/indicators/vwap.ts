/** Typical price of a candle. */
const typical = (high: number, low: number, close: number): number => (high + low + close) / 3;

/**
 * Volume-weighted average of the typical price over the last `period` candles; NaN where none of them had volume.
 * The window is the end of one block of `period` candles and the start of the next, each summed from its own side:
 * nothing is subtracted, so a window without volume sums to exactly 0.
 */
export class Vwap {
  private readonly period: number;
  private readonly values: Float64Array;
  private readonly volumes: Float64Array;
  /** Sums over the last m candles of the previous block. */
  private readonly suffixValue: Float64Array;
  private readonly suffixVolume: Float64Array;
  private previous = false;
  private at = 0;
  private value = 0;
  private volume = 0;

  constructor(period: number) {
    this.period = period;
    this.values = new Float64Array(period);
    this.volumes = new Float64Array(period);
    this.suffixValue = new Float64Array(period + 1);
    this.suffixVolume = new Float64Array(period + 1);
  }

  next(high: number, low: number, close: number, volume: number): number {
    const value = typical(high, low, close) * volume;
    if (value - value !== 0) {
      this.previous = false;
      this.startBlock();
      return Number.NaN;
    }
    this.values[this.at] = value;
    this.volumes[this.at] = volume;
    this.at += 1;
    this.value += value;
    this.volume += volume;
    const older = this.period - this.at;
    const known = this.previous || older === 0;
    const result = (this.suffixValue[older] + this.value) / (this.suffixVolume[older] + this.volume);
    if (older === 0) this.closeBlock();
    return known ? result : Number.NaN;
  }

  private startBlock(): void {
    this.at = 0;
    this.value = 0;
    this.volume = 0;
  }

  private closeBlock(): void {
    let value = 0;
    let volume = 0;
    for (let m = 1; m <= this.period; m += 1) {
      value += this.values[this.period - m];
      volume += this.volumes[this.period - m];
      this.suffixValue[m] = value;
      this.suffixVolume[m] = volume;
    }
    this.previous = true;
    this.startBlock();
  }
}

/**
 * Rolling volume-weighted average price of candles.
 * @param period integer >= 1; the first value is at row period - 1
 */
export function vwapInto(
  out: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  volume: Float64Array,
  period: number,
): void {
  const vwap = new Vwap(period);
  for (let i = 0; i < out.length; i += 1) out[i] = vwap.next(high[i], low[i], close[i], volume[i]);
}
