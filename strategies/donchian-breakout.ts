import { above, atr, below, donchian, event, param, strategy } from '#engine';

/** Buys a close above the channel of the candles before it, sells a close below a shorter one. */
export default strategy({
  name: 'donchian-breakout',
  params: {
    entry: param.int(5, 200, { default: 55 }),
    exit: param.int(3, 100, { default: 20 }),
    stop: param.float(0.5, 6, { default: 2, label: 'stop in ATR' }),
    confidence: param.float(0, 1, { default: 0.8 }),
  },
  constraint: (p) => p.exit <= p.entry,
  each: ({ close, candles }, p) => {
    const top = donchian(candles, p.entry).upper.shift(1);
    const bottom = donchian(candles, p.exit).lower.shift(1);
    return {
      signal: event({ buy: above(close, top), sell: below(close, bottom) }, { confidence: p.confidence }),
      stop: atr(candles, 20).times(p.stop),
    };
  },
});
