import { factorRow, innerProduct, packedLength, solveLowerInto, solveUpperInto } from './cholesky.ts';
import { type Hyperparameters, type KernelShape, squaredGap } from './kernel-shape.ts';
import { likeliestMean } from './log-posterior.ts';
import { matern, maternDecay, maternSlope } from './matern.ts';

/**
 * A Gaussian process with fixed hyperparameters over a growing list of points. It owns its buffers; `mean`, `variance`
 * and the slopes hold until the next call of a predict function.
 */
export interface GaussianProcess {
  readonly size: number;
  /** Mean of the function at the point predicted last. */
  readonly mean: number;
  /** Variance of the function there, without noise. */
  readonly variance: number;
  readonly meanSlope: Float64Array;
  readonly varianceSlope: Float64Array;
  /** Adds a point (a row of coordinates); its target counts after the next `setTargets` or `setTarget`. */
  append(point: Float64Array): void;
  /** Forgets all points from `size` on. */
  truncate(size: number): void;
  /** Sets the targets of all points. */
  setTargets(targets: Float64Array): void;
  /** Sets the target of the point appended last; the constant mean stays. */
  setLastTarget(target: number): void;
  /** Prepares slopes and `meanAt` after targets have changed. */
  solve(): void;
  /** Mean at data point `i`; needs `solve`. */
  meanAt(i: number): number;
  /** Predicts mean and variance at a point. */
  predict(point: Float64Array): void;
  /** Predicts mean, variance and their slopes; needs `solve`. */
  predictWithSlopes(point: Float64Array): void;
}

/**
 * Creates an empty process.
 * @param capacity points it can hold
 * @see Rasmussen and Williams (2006), algorithm 2.1
 */
export function createGaussianProcess(shape: KernelShape, hyper: Hyperparameters, capacity: number): GaussianProcess {
  const d = shape.dimensions;
  const { scale, noise } = hyper;
  const rate = hyper.lengths.map((length) => 1 / (length * length));
  const points = new Float64Array(capacity * d);
  const lower = new Float64Array(packedLength(capacity));
  const solvedTargets = new Float64Array(capacity);
  const solvedOnes = new Float64Array(capacity);
  const targetsNow = new Float64Array(capacity);
  const alpha = new Float64Array(capacity);
  const covariance = new Float64Array(capacity);
  const slopes = new Float64Array(capacity);
  const weights = new Float64Array(capacity);
  const gap = new Float64Array(d);
  let size = 0;
  let level = 0;
  let mean = 0;
  let variance = 0;
  const meanSlope = new Float64Array(d);
  const varianceSlope = new Float64Array(d);

  function squaredDistance(i: number, point: Float64Array): number {
    let sum = 0;
    for (let c = 0, at = i * d; c < d; c++, at++) sum += squaredGap(points[at] - point[c], shape.isChoice[c]) * rate[c];
    return sum;
  }

  function covarianceWith(i: number, point: Float64Array): number {
    const squared = squaredDistance(i, point);
    return scale * matern(squared, maternDecay(squared));
  }

  function predict(point: Float64Array): void {
    for (let i = 0; i < size; i++) covariance[i] = covarianceWith(i, point);
    finishMoments();
  }

  /** Turns `covariance` into its solution by L, and that into the moments. */
  function finishMoments(): void {
    solveLowerInto(covariance, lower, size);
    const explained = innerProduct(covariance, 0, solvedTargets, 0, size);
    mean = level + explained - level * innerProduct(covariance, 0, solvedOnes, 0, size);
    variance = Math.max(scale - innerProduct(covariance, 0, covariance, 0, size), 1e-12 * scale);
  }

  return {
    get size() {
      return size;
    },
    get mean() {
      return mean;
    },
    get variance() {
      return variance;
    },
    meanSlope,
    varianceSlope,
    append(point) {
      const row = packedLength(size);
      for (let i = 0; i < size; i++) lower[row + i] = covarianceWith(i, point);
      lower[row + size] = scale + noise;
      points.set(point, size * d);
      factorRow(lower, size);
      solvedOnes[size] = (1 - innerProduct(lower, row, solvedOnes, 0, size)) / lower[row + size];
      size++;
    },
    truncate(count) {
      size = count;
    },
    setTargets(targets) {
      for (let i = 0; i < size; i++) {
        targetsNow[i] = targets[i];
        solvedTargets[i] = targets[i];
      }
      solveLowerInto(solvedTargets, lower, size);
      level = likeliestMean(solvedTargets, solvedOnes, size);
    },
    setLastTarget(target) {
      const last = size - 1;
      const row = packedLength(last);
      targetsNow[last] = target;
      solvedTargets[last] = (target - innerProduct(lower, row, solvedTargets, 0, last)) / lower[row + last];
    },
    solve() {
      for (let i = 0; i < size; i++) alpha[i] = solvedTargets[i] - level * solvedOnes[i];
      solveUpperInto(alpha, lower, size);
    },
    meanAt: (i) => targetsNow[i] - noise * alpha[i],
    predict,
    predictWithSlopes(point) {
      for (let i = 0; i < size; i++) {
        const squared = squaredDistance(i, point);
        const decay = maternDecay(squared);
        covariance[i] = scale * matern(squared, decay);
        slopes[i] = 2 * scale * maternSlope(squared, decay);
      }
      finishMoments();
      for (let i = 0; i < size; i++) weights[i] = covariance[i];
      solveUpperInto(weights, lower, size);
      meanSlope.fill(0);
      varianceSlope.fill(0);
      for (let i = 0; i < size; i++) {
        const toMean = slopes[i] * alpha[i];
        const toVariance = -2 * slopes[i] * weights[i];
        for (let c = 0, at = i * d; c < d; c++, at++) {
          // A choice has no slope; its coordinate is searched level by level.
          gap[c] = shape.isChoice[c] === 1 ? 0 : (point[c] - points[at]) * rate[c];
          meanSlope[c] += toMean * gap[c];
          varianceSlope[c] += toVariance * gap[c];
        }
      }
    },
  };
}
