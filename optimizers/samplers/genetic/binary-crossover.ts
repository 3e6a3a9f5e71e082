import { pow, type RandomStream } from '../../../engine/math/index.ts';

/**
 * Crosses two coordinates in [0, 1]: simulated binary crossover, bounded, so that the spread of the children is that
 * of one-point crossover of binary strings.
 * @param eta distribution index, >= 0; larger stays closer to the parents
 * @returns one of the two children, either with probability 1/2
 * @see Deb and Agrawal, Simulated binary crossover for continuous search space (1995)
 */
export function crossCoordinate(a: number, b: number, eta: number, random: RandomStream): number {
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  const lower = random.float() < 0.5;
  const u = random.float();
  const distance = high - low;
  if (distance < 1e-12) return a;
  const room = lower ? low : 1 - high;
  const alpha = 2 - pow(1 + (2 * room) / distance, -(eta + 1));
  const spread = pow(u <= 1 / alpha ? u * alpha : 1 / (2 - u * alpha), 1 / (eta + 1));
  const child = 0.5 * (low + high + (lower ? -spread : spread) * distance);
  return Math.min(1, Math.max(0, child));
}
