import { createRandom, exp } from '../../engine/math/index.ts';
import { createChiSquare } from './chi-square.ts';
import type { SyntheticSpec } from './synthetic-schema.ts';

/** Factors on the volatility of all instruments, one per candle; null means 1 throughout. */
export interface VolatilityPath {
  /** Slow factor v: volatility that clusters. */
  readonly level: Float64Array | null;
  /** Fast factor W: makes the tails of single candles fat. */
  readonly shock: Float64Array | null;
}

/**
 * Draws both factors of a market. Each has mean square 1, so neither changes the variance of returns:
 *
 *     v(t) = exp(h(t) - d^2),  h(t) = p h(t-1) + d sqrt(1 - p^2) normal,  h(0) = d normal,  p = 2^(-1 / half-life)
 *     W(t) = sqrt((n - 2) / chi-square with n degrees of freedom)
 *
 * A normal times W is Student's t with n degrees of freedom, scaled to variance 1. All instruments share both factors:
 * their correlation stays what was asked for, and their wild candles come together.
 * @param spec seed, number of candles, clustering (d, half-life) and degrees of freedom (n)
 * @see S. J. Taylor, Modelling Financial Time Series (1986), chapter 3, for log-normal stochastic volatility
 */
export function createVolatilityPath(
  spec: Pick<SyntheticSpec, 'seed' | 'candles' | 'clustering' | 'degreesOfFreedom'>,
): VolatilityPath {
  const { seed, candles, clustering, degreesOfFreedom } = spec;
  return {
    level: clustering === undefined ? null : drawLevels(seed, candles, clustering.deviation, clustering.halfLife),
    shock: degreesOfFreedom === undefined ? null : drawShocks(seed, candles, degreesOfFreedom),
  };
}

function drawLevels(seed: number, candles: number, deviation: number, halfLife: number): Float64Array {
  const random = createRandom(seed, 0, 'synthetic clustering');
  const persistence = exp(-Math.LN2 / halfLife);
  const fresh = deviation * Math.sqrt(1 - persistence * persistence);
  const levels = new Float64Array(candles);
  let h = deviation * random.normal();
  for (let t = 0; t < candles; t++) {
    levels[t] = exp(h - deviation * deviation);
    h = persistence * h + fresh * random.normal();
  }
  return levels;
}

function drawShocks(seed: number, candles: number, degrees: number): Float64Array {
  const chiSquare = createChiSquare(createRandom(seed, 0, 'synthetic tails'), degrees);
  return new Float64Array(candles).map(() => Math.sqrt((degrees - 2) / chiSquare()));
}
