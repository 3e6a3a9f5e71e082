import { Ema } from './ema.ts';

/** Differences below this part of the slow average are rounding, and count as none. */
const EQUAL = 1e-11;

function difference(a: number, b: number, scale: number): number {
  const apart = a - b;
  return Math.abs(apart) <= EQUAL * Math.abs(scale) ? 0 : apart;
}

/** Moving average convergence divergence: fast minus slow EMA, the EMA of that, and what lies between. */
export class Macd {
  private readonly fast: Ema;
  private readonly slow: Ema;
  private readonly smooth: Ema;
  /** Values of the last `next`. */
  fastMean = Number.NaN;
  slowMean = Number.NaN;
  line = Number.NaN;
  signal = Number.NaN;
  histogram = Number.NaN;

  constructor(fast: number, slow: number, signal: number) {
    this.fast = new Ema(fast);
    this.slow = new Ema(slow);
    this.smooth = new Ema(signal);
  }

  next(x: number): void {
    this.fastMean = this.fast.next(x);
    this.slowMean = this.slow.next(x);
    this.line = difference(this.fastMean, this.slowMean, this.slowMean);
    this.signal = this.smooth.next(this.line);
    this.histogram = difference(this.line, this.signal, this.slowMean);
  }
}

/**
 * MACD of a column.
 * @param fast integer >= 1
 * @param slow integer >= 1; the line starts at row max(fast, slow) - 1
 * @param signal integer >= 1; signal and histogram start signal - 1 rows after the line
 */
export function macdInto(
  line: Float64Array,
  signalLine: Float64Array,
  histogram: Float64Array,
  x: Float64Array,
  fast: number,
  slow: number,
  signal: number,
): void {
  const fastWeight = 2 / (fast + 1);
  const slowWeight = 2 / (slow + 1);
  const signalWeight = 2 / (signal + 1);
  const fastRest = 1 - fastWeight;
  const slowRest = 1 - slowWeight;
  const signalRest = 1 - signalWeight;
  const length = line.length;
  let i = 0;
  while (i < length) {
    const state = new Macd(fast, slow, signal);
    for (; i < length && Number.isNaN(state.histogram); i += 1) {
      state.next(x[i]);
      line[i] = state.line;
      signalLine[i] = state.signal;
      histogram[i] = state.histogram;
    }
    let { fastMean, slowMean, signal: smooth } = state;
    // Once all three averages run, they advance side by side until a gap.
    for (; i < length; i += 1) {
      const value = x[i];
      if (value - value !== 0) break;
      fastMean = value * fastWeight + fastMean * fastRest;
      slowMean = value * slowWeight + slowMean * slowRest;
      const apart = difference(fastMean, slowMean, slowMean);
      smooth = apart * signalWeight + smooth * signalRest;
      line[i] = apart;
      signalLine[i] = smooth;
      histogram[i] = difference(apart, smooth, slowMean);
    }
  }
}
