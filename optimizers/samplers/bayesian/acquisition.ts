import { exp, log, logNormalCdf } from '../../../engine/math/index.ts';
import { type LogImprovementSlopes, logExpectedImprovementInto, logImprovement } from './expected-improvement.ts';
import type { GaussianProcess } from './gaussian-process.ts';

const LOG_ROOT_TWO_PI = 0.9189385332046727;

/** How promising a point of the unit cube is; larger is better. */
export interface Acquisition {
  value(point: Float64Array): number;
  /** Also writes the slopes. */
  valueWithSlopes(point: Float64Array, gradient: Float64Array): number;
}

/**
 * Log expected improvement plus the log probability that the point is feasible.
 * @param objective conditioned and solved
 * @param best posterior mean that is to be improved upon
 * @param feasibility process over +1 (worked) and -1 (failed or infeasible), solved; null while everything worked
 */
export function createAcquisition(
  objective: GaussianProcess,
  best: number,
  feasibility: GaussianProcess | null,
): Acquisition {
  const slopes: LogImprovementSlopes = { value: 0, byMean: 0, byDeviation: 0 };

  function addFeasibility(process: GaussianProcess, gradient: Float64Array): number {
    const deviation = Math.sqrt(process.variance);
    const u = process.mean / deviation;
    const logProbability = logNormalCdf(u);
    const byU = exp(-0.5 * u * u - LOG_ROOT_TWO_PI - logProbability);
    for (let c = 0; c < gradient.length; c++) {
      gradient[c] += byU * (process.meanSlope[c] / deviation - (0.5 * u * process.varianceSlope[c]) / process.variance);
    }
    return logProbability;
  }

  return {
    value(point) {
      objective.predict(point);
      const deviation = Math.sqrt(objective.variance);
      const improvement = log(deviation) + logImprovement((objective.mean - best) / deviation);
      if (feasibility === null) return improvement;
      feasibility.predict(point);
      return improvement + logNormalCdf(feasibility.mean / Math.sqrt(feasibility.variance));
    },
    valueWithSlopes(point, gradient) {
      objective.predictWithSlopes(point);
      const deviation = Math.sqrt(objective.variance);
      logExpectedImprovementInto(slopes, objective.mean, deviation, best);
      const byVariance = slopes.byDeviation / (2 * deviation);
      for (let c = 0; c < gradient.length; c++) {
        gradient[c] = slopes.byMean * objective.meanSlope[c] + byVariance * objective.varianceSlope[c];
      }
      if (feasibility === null) return slopes.value;
      feasibility.predictWithSlopes(point);
      return slopes.value + addFeasibility(feasibility, gradient);
    },
  };
}
