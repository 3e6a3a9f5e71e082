import { above, atr, ema, param, side, strategy } from '#engine';

/** Long while the fast exponential average is above the slow one, short or flat below; stop in average true ranges. */
export default strategy({
  name: 'ema-trend',
  params: {
    fast: param.int(3, 60, { default: 12 }),
    slow: param.int(20, 300, { default: 100 }),
    k: param.float(1, 5, { default: 3, label: 'stop in ATR' }),
  },
  constraint: (p) => p.fast < p.slow,
  each: ({ close, candles }, p) => ({
    signal: side(above(ema(close, p.fast), ema(close, p.slow)), { strength: 'MODERATE', confidence: 0.9 }),
    stop: atr(candles, 14).times(p.k),
  }),
});
