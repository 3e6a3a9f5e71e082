import { above, atr, ema, param, side, strategy } from 'candlebench';

/** Long while the fast average is above the slow one, with a stop that widens with volatility. */
export default strategy({
  name: 'my-trend',
  params: {
    fast: param.int(3, 60, { default: 20 }),
    slow: param.int(20, 300, { default: 100 }),
    stopAtr: param.float(1, 10, { default: 4 }),
  },
  constraint: (p) => p.fast < p.slow,
  each: ({ close, candles }, p) => ({
    signal: side(above(ema(close, p.fast), ema(close, p.slow)), { strength: 'MODERATE', confidence: 0.8 }),
    stop: atr(candles, 14).times(p.stopAtr),
  }),
});
