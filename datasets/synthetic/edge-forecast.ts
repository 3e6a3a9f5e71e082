/** A standard normal forecast: a weighted sum of past noise of one instrument, weights with squares that sum to 1. */
export interface EdgeForecast {
  /** Index of the instrument whose noise it is made of. */
  readonly source: number;
  readonly response: Response;
  /** The forecast of the coming candle: mean 0, variance 1, known before it. */
  value(): number;
  /**
   * Takes in the noise of the candle that just closed.
   * @param noise of the source, standard normal
   */
  update(noise: number): void;
}

/**
 * How a forecast answers to one unit of noise: `average` weighs noise k candles ago by
 * sign sqrt(1 - decay^2) decay^(k-1), `lag` weighs noise `lag` candles ago by 1.
 */
export type Response =
  | { readonly kind: 'average'; readonly decay: number; readonly sign: 1 | -1 }
  | { readonly kind: 'lag'; readonly lag: number };

/** Response of an exponential average over a number of candles, as traders count them: decay 1 - 2 / (n + 1). */
export function averageOver(candles: number, sign: 1 | -1): Response {
  return { kind: 'average', decay: 1 - 2 / (candles + 1), sign };
}

/** Creates a forecast that has seen nothing yet. */
export function createEdgeForecast(source: number, response: Response): EdgeForecast {
  if (response.kind === 'average') {
    const { decay, sign } = response;
    const scale = sign * Math.sqrt(1 - decay * decay);
    let average = 0;
    return {
      source,
      response,
      value: () => scale * average,
      update(noise) {
        average = decay * average + noise;
      },
    };
  }
  const ring = new Float64Array(response.lag);
  let at = 0;
  return {
    source,
    response,
    value: () => ring[at] as number,
    update(noise) {
      ring[at] = noise;
      at = (at + 1) % ring.length;
    },
  };
}

/**
 * Covariance of two forecasts: the correlation of the noise of their sources times the sum over k of the products of
 * their weights.
 * @param correlation of the noise of the two sources
 */
export function covarianceOf(x: Response, y: Response, correlation: number): number {
  if (x.kind === 'average' && y.kind === 'average') {
    const scale = Math.sqrt((1 - x.decay * x.decay) * (1 - y.decay * y.decay));
    return (correlation * x.sign * y.sign * scale) / (1 - x.decay * y.decay);
  }
  if (x.kind === 'average' && y.kind === 'lag') return correlation * weightAt(x, y.lag);
  if (x.kind === 'lag' && y.kind === 'average') return correlation * weightAt(y, x.lag);
  return x.kind === 'lag' && y.kind === 'lag' && x.lag === y.lag ? correlation : 0;
}

function weightAt({ decay, sign }: Response & { readonly kind: 'average' }, lag: number): number {
  let power = 1;
  for (let k = 1; k < lag; k++) power *= decay;
  return sign * Math.sqrt(1 - decay * decay) * power;
}
