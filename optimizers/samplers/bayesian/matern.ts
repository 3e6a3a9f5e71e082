import { exp } from '../../../engine/math/index.ts';

const FIVE_THIRDS = 5 / 3;

/** The exponential factor of the kernel, which value and slope share. */
export function maternDecay(squared: number): number {
  return exp(-Math.sqrt(5 * squared));
}

/**
 * Matern kernel of smoothness 5/2.
 * @param squared squared scaled distance
 * @param decay maternDecay(squared)
 * @see Rasmussen and Williams, Gaussian processes for machine learning (2006), equation 4.17
 */
export function matern(squared: number, decay: number): number {
  return (1 + Math.sqrt(5 * squared) + FIVE_THIRDS * squared) * decay;
}

/** Derivative of `matern` by the squared distance. */
export function maternSlope(squared: number, decay: number): number {
  return (-5 / 6) * (1 + Math.sqrt(5 * squared)) * decay;
}
