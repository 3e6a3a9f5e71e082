import { above, below, event, param, rsi, strategy } from '#engine';

/** Buys while the relative strength index is low, sells while it is high. */
export default strategy({
  name: 'rsi-reversion',
  params: {
    period: param.int(2, 50, { default: 14 }),
    low: param.float(5, 45, { default: 30 }),
    high: param.float(55, 95, { default: 70 }),
    confidence: param.float(0, 1, { default: 0.75 }),
  },
  each: ({ close }, p) => {
    const index = rsi(close, p.period);
    return { signal: event({ buy: below(index, p.low), sell: above(index, p.high) }, { confidence: p.confidence }) };
  },
});
