import { exp, log } from '../../../engine/math/index.ts';
import type { Hyperparameters, KernelShape } from './kernel-shape.ts';
import { createLogPosterior } from './log-posterior.ts';
import { minimizeInBox } from './minimize-in-box.ts';

const SHORTEST = 0.01;
const LONGEST = 30;
const SMALLEST_NOISE = 1e-7;
const ITERATIONS = 40;

/**
 * Finds the most likely hyperparameters (MAP) from one or several starts.
 * @param points n x d coordinates, row by row
 * @param targets n standardised values
 * @param warm an earlier fit to begin with; null begins with two different lengths
 */
export function fitHyperparameters(
  shape: KernelShape,
  points: Float64Array,
  targets: Float64Array,
  warm: Hyperparameters | null,
): Hyperparameters {
  const d = shape.dimensions;
  const posterior = createLogPosterior(shape, points, targets);
  const lower = new Float64Array(d + 2).fill(log(SHORTEST));
  const upper = new Float64Array(d + 2).fill(log(LONGEST));
  lower[d] = log(0.05);
  upper[d] = log(20);
  lower[d + 1] = log(SMALLEST_NOISE);
  upper[d + 1] = log(2);
  const starts = warm === null ? [startWith(d, 0.3), startWith(d, 1)] : [thetaOf(warm)];
  let best = starts[0];
  let bestValue = Number.POSITIVE_INFINITY;
  for (const theta of starts) {
    const value = minimizeInBox(theta, posterior.evaluate, { lower, upper, iterations: ITERATIONS, tolerance: 1e-3 });
    if (value < bestValue) {
      best = theta;
      bestValue = value;
    }
  }
  return hyperparametersOf(best, d);
}

function startWith(d: number, length: number): Float64Array {
  const theta = new Float64Array(d + 2).fill(log(length * Math.sqrt(d)));
  theta[d] = 0;
  theta[d + 1] = log(1e-3);
  return theta;
}

function thetaOf({ lengths, scale, noise }: Hyperparameters): Float64Array {
  const theta = new Float64Array(lengths.length + 2);
  for (let c = 0; c < lengths.length; c++) theta[c] = log(lengths[c]);
  theta[lengths.length] = log(scale);
  theta[lengths.length + 1] = log(noise);
  return theta;
}

function hyperparametersOf(theta: Float64Array, d: number): Hyperparameters {
  const lengths = new Float64Array(d);
  for (let c = 0; c < d; c++) lengths[c] = exp(theta[c]);
  return { lengths, scale: exp(theta[d]), noise: exp(theta[d + 1]) };
}
