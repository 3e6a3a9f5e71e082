/** What past noise says about the next return: momentum over about two days of hours, reversion within a few hours. */
export interface PlantedEdge {
  /** Expected next return in standard deviations at edge 1: mean 0, variance 1, known before the return. */
  forecast(): number;
  /**
   * Takes in the noise of the return that just passed.
   * @param noise standard normal
   */
  update(noise: number): void;
}

const MOMENTUM_DECAY = 1 - 2 / 97;
const REVERSION_DECAY = 1 - 2 / 9;
const MOMENTUM_WEIGHT = 0.8;
const REVERSION_WEIGHT = 0.6;

/**
 * Creates the predictable part of one instrument's returns. With noise n(t), independent standard normal:
 *
 *     M(t) = sqrt(1 - a^2) sum over k >= 1 of a^(k-1) n(t-k),  a = 1 - 2/97  (the average of a 96-candle EMA)
 *     R(t) = sqrt(1 - b^2) sum over k >= 1 of b^(k-1) n(t-k),  b = 1 - 2/9   (of an 8-candle EMA)
 *     f(t) = (0.8 M(t) - 0.6 R(t)) / sqrt(0.8^2 + 0.6^2 - 2 (0.8) (0.6) c),  c = Cov(M, R)
 *     c = sqrt((1 - a^2) (1 - b^2)) / (1 - a b)
 *
 * and the return is x(t) = (n(t) + edge f(t)) / sqrt(1 + edge^2): it has variance 1 whatever the edge, and correlation
 * edge / sqrt(1 + edge^2) with f(t). Built on noise, not on returns, so that no feedback can make it explode.
 */
export function createPlantedEdge(): PlantedEdge {
  const momentumScale = Math.sqrt(1 - MOMENTUM_DECAY * MOMENTUM_DECAY);
  const reversionScale = Math.sqrt(1 - REVERSION_DECAY * REVERSION_DECAY);
  const covariance = (momentumScale * reversionScale) / (1 - MOMENTUM_DECAY * REVERSION_DECAY);
  const variance =
    MOMENTUM_WEIGHT * MOMENTUM_WEIGHT +
    REVERSION_WEIGHT * REVERSION_WEIGHT -
    2 * MOMENTUM_WEIGHT * REVERSION_WEIGHT * covariance;
  const momentumFactor = (MOMENTUM_WEIGHT * momentumScale) / Math.sqrt(variance);
  const reversionFactor = (REVERSION_WEIGHT * reversionScale) / Math.sqrt(variance);
  let momentum = 0;
  let reversion = 0;
  return {
    forecast: () => momentumFactor * momentum - reversionFactor * reversion,
    update(noise) {
      momentum = MOMENTUM_DECAY * momentum + noise;
      reversion = REVERSION_DECAY * reversion + noise;
    },
  };
}
