import type { RandomStream } from '../../../engine/math/index.ts';
import { levelCount, levelPosition, type ParamSpec, type SearchSpace, unitOfLevel } from '../../model/index.ts';
import { crossCoordinate } from './binary-crossover.ts';
import { mutateCoordinate } from './polynomial-mutation.ts';
import type { Population } from './population.ts';

/** Probabilities and distribution indices of the operators. */
export interface BreedingRates {
  readonly crossover: number;
  readonly crossoverEta: number;
  /** Probability that a coordinate mutates. */
  readonly mutation: number;
  readonly mutationEta: number;
}

/**
 * Picks a parent: the better of two members drawn at random.
 * @param population best first, not empty; the order already follows Deb's rules
 */
export function tournament(population: Population, random: RandomStream): Float64Array {
  const last = population.members.length - 1;
  const winner = Math.min(random.int(0, last), random.int(0, last));
  return population.members[winner].point;
}

/** Writes a child of two tournament winners: crossed, mutated, on the steps of the space. */
export function breedInto(
  out: Float64Array,
  space: SearchSpace,
  population: Population,
  rates: BreedingRates,
  random: RandomStream,
): void {
  const mother = tournament(population, random);
  const father = tournament(population, random);
  const crossed = random.float() < rates.crossover;
  for (let d = 0; d < out.length; d++) {
    const spec = space.params[d];
    const a = mother[d];
    const b = father[d];
    const exchange = crossed && random.float() < 0.5;
    if (spec.kind === 'choice') out[d] = exchange ? b : a;
    else out[d] = exchange ? crossCoordinate(a, b, rates.crossoverEta, random) : a;
  }
  mutateInto(out, space, rates.mutation, rates.mutationEta, random);
}

/** Mutates each coordinate with a probability and rounds the stepped ones up or down at random, in proportion. */
export function mutateInto(
  point: Float64Array,
  space: SearchSpace,
  probability: number,
  eta: number,
  random: RandomStream,
): void {
  for (let d = 0; d < point.length; d++) {
    const spec = space.params[d];
    const count = levelCount(spec);
    const mutates = random.float() < probability;
    if (spec.kind === 'choice') {
      if (mutates && spec.values.length > 1) point[d] = otherChoice(spec.values.length, point[d], random);
      continue;
    }
    if (mutates) point[d] = mutateCoordinate(point[d], eta, random);
    if (count !== null) point[d] = roundStochastically(spec, count, point[d], random);
  }
}

function otherChoice(count: number, unit: number, random: RandomStream): number {
  const present = Math.min(count - 1, Math.floor(unit * count));
  const drawn = random.int(0, count - 2);
  return ((drawn >= present ? drawn + 1 : drawn) + 0.5) / count;
}

function roundStochastically(spec: ParamSpec, count: number, unit: number, random: RandomStream): number {
  const position = Math.min(count - 1, Math.max(0, levelPosition(spec, unit)));
  const base = Math.floor(position);
  // A member's own level comes back from its coordinate with rounding errors, which must not move it.
  const fraction = position - base;
  const up = random.float();
  const level = fraction < 1e-9 ? base : fraction > 1 - 1e-9 ? base + 1 : up < fraction ? base + 1 : base;
  return unitOfLevel(spec, Math.min(count - 1, level));
}
