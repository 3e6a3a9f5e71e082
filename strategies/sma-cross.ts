import { crossed, event, param, sma, strategy } from '#engine';

/** Buys when the fast simple average crosses the slow one upwards, sells when it crosses downwards. */
export default strategy({
  name: 'sma-cross',
  params: {
    fast: param.int(2, 100, { default: 20 }),
    slow: param.int(5, 400, { default: 50 }),
    confidence: param.float(0, 1, { default: 0.8, label: 'confidence of a cross' }),
  },
  constraint: (p) => p.fast < p.slow,
  each: ({ close }, p) => {
    const fast = sma(close, p.fast);
    const slow = sma(close, p.slow);
    return {
      signal: event(
        { buy: crossed(fast, 'up', slow), sell: crossed(fast, 'down', slow) },
        { confidence: p.confidence },
      ),
    };
  },
});
