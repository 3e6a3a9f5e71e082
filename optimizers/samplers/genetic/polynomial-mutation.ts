import { pow, type RandomStream } from '../../../engine/math/index.ts';

/**
 * Moves one coordinate within [0, 1] by a polynomially distributed step, never past a bound.
 * @param eta distribution index, >= 0; the typical step is about 1 / eta
 * @see Deb and Goyal, A combined genetic adaptive search (GeneAS) for engineering design (1996)
 */
export function mutateCoordinate(x: number, eta: number, random: RandomStream): number {
  const u = random.float();
  const power = eta + 1;
  if (u < 0.5) {
    const reach = 2 * u + (1 - 2 * u) * pow(1 - x, power);
    return Math.max(0, x + pow(reach, 1 / power) - 1);
  }
  const reach = 2 * (1 - u) + (2 * u - 1) * pow(x, power);
  return Math.min(1, x + 1 - pow(reach, 1 / power));
}
