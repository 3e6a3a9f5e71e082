import { above, atr, below, bollinger, event, param, strategy } from '#engine';

/** Buys below the lower Bollinger band, sells above the upper one. */
export default strategy({
  name: 'bollinger-reversion',
  params: {
    period: param.int(5, 100, { default: 20 }),
    width: param.float(0.5, 4, { default: 2, label: 'width of the bands in deviations' }),
    stop: param.float(1, 10, { default: 4, label: 'stop in ATR' }),
    confidence: param.float(0, 1, { default: 0.75 }),
  },
  each: ({ close, candles }, p) => {
    const { lower, upper } = bollinger(close, p.period, p.width);
    return {
      signal: event({ buy: below(close, lower), sell: above(close, upper) }, { confidence: p.confidence }),
      stop: atr(candles, 14).times(p.stop),
    };
  },
});
