import { fitHyperparameters } from './fit-hyperparameters.ts';
import { createGaussianProcess, type GaussianProcess } from './gaussian-process.ts';
import type { Hyperparameters, KernelShape } from './kernel-shape.ts';

/** Below this many points every fit starts afresh, from two places. */
const WARM_FROM = 24;

/** A Gaussian process that follows a growing list of observations. */
export interface Surrogate {
  /**
   * Conditions the process on all observations; hyperparameters come from the last refit that was due.
   * @param points observations so far, at least one; the list only grows
   * @param spare points that will be appended on top
   */
  condition(points: readonly Float64Array[], spare: number): GaussianProcess;
}

/**
 * Creates a surrogate. Refits are due at fixed numbers of observations, about 5 % apart, and look at the observations
 * up to there; a later fit begins with that of half as many. So hyperparameters are a function of the observations, and
 * a study that is resumed does not have to repeat all fits.
 * @param targetsOf standardised targets of the first `count` observations
 */
export function createSurrogate(shape: KernelShape, targetsOf: (count: number) => Float64Array): Surrogate {
  const fits = new Map<number, Hyperparameters>();
  let process: GaussianProcess | null = null;
  let capacity = 0;
  let fitted = 0;
  let observed = 0;

  function fitAt(points: readonly Float64Array[], size: number): Hyperparameters {
    const known = fits.get(size);
    if (known !== undefined) return known;
    const warm = size >= WARM_FROM ? fitAt(points, dueAt(Math.floor(size / 2))) : null;
    const rows = new Float64Array(size * shape.dimensions);
    for (let i = 0; i < size; i++) rows.set(points[i], i * shape.dimensions);
    const fit = fitHyperparameters(shape, rows, targetsOf(size), warm);
    fits.set(size, fit);
    return fit;
  }

  return {
    condition(points, spare) {
      const size = points.length;
      const due = dueAt(size);
      if (process === null || due !== fitted || size + spare > capacity) {
        capacity = Math.ceil(1.25 * size) + spare + 16;
        process = createGaussianProcess(shape, fitAt(points, due), capacity);
        fitted = due;
        observed = 0;
      }
      // What was appended on top of the observations last time goes first.
      process.truncate(Math.min(process.size, observed));
      while (process.size < size) process.append(points[process.size]);
      observed = size;
      process.setTargets(targetsOf(size));
      return process;
    },
  };
}

/** Largest number of observations <= size at which a refit is due. */
export function dueAt(size: number): number {
  let due = Math.min(size, 20);
  for (let next = due; next <= size; next = Math.max(next + 1, Math.ceil(1.05 * next))) due = next;
  return due;
}
