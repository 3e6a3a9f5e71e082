import { crossed, event, macd, param, strategy } from '#engine';

/** Buys when the MACD line crosses its signal line upwards, sells when it crosses downwards. */
export default strategy({
  name: 'macd-momentum',
  params: {
    fast: param.int(3, 50, { default: 12 }),
    slow: param.int(10, 200, { default: 26 }),
    signal: param.int(2, 50, { default: 9 }),
    confidence: param.float(0, 1, { default: 0.75 }),
  },
  constraint: (p) => p.fast < p.slow,
  each: ({ close }, p) => {
    // The histogram is exactly 0 where rounding alone keeps the lines apart.
    const { histogram } = macd(close, p.fast, p.slow, p.signal);
    return {
      signal: event(
        { buy: crossed(histogram, 'up', 0), sell: crossed(histogram, 'down', 0) },
        { confidence: p.confidence },
      ),
    };
  },
});
