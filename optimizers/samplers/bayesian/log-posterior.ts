import { exp, log } from '../../../engine/math/index.ts';
import { factor, invertInto, packedLength, solveLowerInto, solveUpperInto } from './cholesky.ts';
import { type KernelShape, squaredGap } from './kernel-shape.ts';
import { matern, maternDecay, maternSlope } from './matern.ts';

/** Variance of the prior of the constant mean; targets are standardised. */
export const MEAN_VARIANCE = 1;
const LENGTH_PRIOR_VARIANCE = 3;

/** Negative log posterior of the hyperparameters, with its gradient. */
export interface LogPosterior {
  /**
   * Evaluates it.
   * @param theta logarithms of lengths, scale and noise variance: dimensions + 2 values
   * @param gradient receives the derivatives by theta
   */
  evaluate(theta: Float64Array, gradient: Float64Array): number;
}

/**
 * Prepares the posterior for one data set. Lengths have the dimension-scaled prior
 * LogNormal(sqrt 2 + log(d) / 2, sqrt 3), scale Gamma(2, 1), noise Gamma(1.1, 30); the mean is integrated out at its
 * most likely value.
 * @param points n x d coordinates, row by row
 * @param targets n standardised values
 * @see Hvarfner, Hellsten and Nardi, Vanilla Bayesian optimization performs great in high dimensions (2024)
 * @see Rasmussen and Williams (2006), equations 5.8 and 5.9
 */
export function createLogPosterior(shape: KernelShape, points: Float64Array, targets: Float64Array): LogPosterior {
  const n = targets.length;
  const d = shape.dimensions;
  const size = packedLength(n);
  const matrix = new Float64Array(size);
  const inverse = new Float64Array(size);
  const scratch = new Float64Array(size);
  const squared = new Float64Array(size);
  const decay = new Float64Array(size);
  const solvedTargets = new Float64Array(n);
  const solvedOnes = new Float64Array(n);
  const rate = new Float64Array(d);
  const lengthMean = Math.SQRT2 + 0.5 * log(d);
  const gaps = gapTable(shape, points, n);

  function likelihood(theta: Float64Array, gradient: Float64Array): number {
    const scale = exp(theta[d]);
    const noise = exp(theta[d + 1]);
    for (let c = 0; c < d; c++) rate[c] = exp(-2 * theta[c]);
    for (let e = 0; e < size; e++) {
      let sum = 0;
      for (let c = 0; c < d; c++) sum += gaps[e * d + c] * rate[c];
      squared[e] = sum;
      decay[e] = maternDecay(sum);
      matrix[e] = scale * matern(sum, decay[e]);
    }
    for (let i = 0; i < n; i++) {
      const diagonal = packedLength(i) + i;
      matrix[diagonal] += noise;
    }
    factor(matrix, n);
    let logDeterminant = 0;
    for (let i = 0; i < n; i++) logDeterminant += log(matrix[packedLength(i) + i]);
    solvedTargets.set(targets);
    solvedOnes.fill(1);
    solveLowerInto(solvedTargets, matrix, n);
    solveLowerInto(solvedOnes, matrix, n);
    const mean = likeliestMean(solvedTargets, solvedOnes, n);
    let fit = (mean * mean) / (2 * MEAN_VARIANCE);
    for (let i = 0; i < n; i++) {
      const residual = solvedTargets[i] - mean * solvedOnes[i];
      solvedTargets[i] = residual;
      fit += 0.5 * residual * residual;
    }
    solveUpperInto(solvedTargets, matrix, n);
    invertInto(inverse, scratch, matrix, n);
    slopes(gradient, scale, noise);
    return fit + logDeterminant;
  }

  /** d/dtheta of the negative log likelihood: half the trace of (inv(K) - alpha alpha') dK/dtheta. */
  function slopes(gradient: Float64Array, scale: number, noise: number): void {
    gradient.fill(0);
    let byScale = 0;
    let byNoise = 0;
    for (let i = 0, e = 0; i < n; i++) {
      const alpha = solvedTargets[i];
      for (let j = 0; j < i; j++, e++) {
        // Counted twice, for (i, j) and (j, i), which cancels the half.
        const weight = inverse[e] - alpha * solvedTargets[j];
        const gap = squared[e];
        byScale += weight * matern(gap, decay[e]);
        const slope = weight * maternSlope(gap, decay[e]);
        for (let c = 0; c < d; c++) gradient[c] += slope * gaps[e * d + c];
      }
      const weight = inverse[e++] - alpha * alpha;
      byScale += 0.5 * weight;
      byNoise += 0.5 * weight;
    }
    for (let c = 0; c < d; c++) gradient[c] = -2 * scale * rate[c] * gradient[c];
    gradient[d] = scale * byScale;
    gradient[d + 1] = noise * byNoise;
  }

  function addPriors(theta: Float64Array, gradient: Float64Array): number {
    let value = 0;
    for (let c = 0; c < d; c++) {
      const length = theta[c];
      const from = length - lengthMean;
      // The density is taken by the length itself, hence the first term.
      value += length + (from * from) / (2 * LENGTH_PRIOR_VARIANCE);
      gradient[c] += 1 + from / LENGTH_PRIOR_VARIANCE;
    }
    const scale = exp(theta[d]);
    value += scale - theta[d];
    gradient[d] += scale - 1;
    const noise = exp(theta[d + 1]);
    value += 30 * noise - 0.1 * theta[d + 1];
    gradient[d + 1] += 30 * noise - 0.1;
    return value;
  }

  return { evaluate: (theta, gradient) => likelihood(theta, gradient) + addPriors(theta, gradient) };
}

/**
 * Most likely constant mean under its prior.
 * @param solvedTargets inv(L) y
 * @param solvedOnes inv(L) 1
 */
export function likeliestMean(solvedTargets: Float64Array, solvedOnes: Float64Array, n: number): number {
  let above = 0;
  let below = 1 / MEAN_VARIANCE;
  for (let i = 0; i < n; i++) {
    above += solvedOnes[i] * solvedTargets[i];
    below += solvedOnes[i] * solvedOnes[i];
  }
  return above / below;
}

/** Squared gaps of all pairs (packed), d values each: they do not depend on the hyperparameters. */
function gapTable(shape: KernelShape, points: Float64Array, n: number): Float64Array {
  const d = shape.dimensions;
  const gaps = new Float64Array(packedLength(n) * d);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      for (let c = 0; c < d; c++) {
        const difference = points[i * d + c] - points[j * d + c];
        gaps[at++] = squaredGap(difference, shape.isChoice[c]);
      }
    }
  }
  return gaps;
}
