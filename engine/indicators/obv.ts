/**
 * On-balance volume: volume added on a higher close, taken off on a lower one. Its level depends on where it began;
 * only its changes mean something. A gap starts it anew at 0.
 */
export class Obv {
  private before = Number.NaN;
  private sum = 0;

  next(close: number, volume: number): number {
    const change = close - this.before;
    this.before = close;
    if (close - close !== 0 || volume - volume !== 0) {
      this.before = Number.NaN;
      this.sum = 0;
      return Number.NaN;
    }
    this.sum += change > 0 ? volume : change < 0 ? -volume : 0;
    return this.sum;
  }
}

/** On-balance volume of candles; 0 at the first. */
export function obvInto(out: Float64Array, close: Float64Array, volume: Float64Array): void {
  const obv = new Obv();
  for (let i = 0; i < out.length; i += 1) out[i] = obv.next(close[i], volume[i]);
}
