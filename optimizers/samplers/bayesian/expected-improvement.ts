import { exp, log, log1p, logNormalCdf, normalCdf, normalPdf } from '../../../engine/math/index.ts';

const LOG_ROOT_TWO_PI = 0.9189385332046727;
/** Below this, 1 + u cdf/pdf loses its digits and its asymptotic series has them all. */
const FAR = -25;

/**
 * Logarithm of h(u) = pdf(u) + u cdf(u): expected improvement in units of the standard deviation.
 * @see Ament and others, Unexpected improvements to expected improvement for Bayesian optimization (2023)
 */
export function logImprovement(u: number): number {
  if (u > -1) return log(normalPdf(u) + u * normalCdf(u));
  const logPdf = -0.5 * u * u - LOG_ROOT_TWO_PI;
  if (u > FAR) return logPdf + log1p(u * exp(logNormalCdf(u) - logPdf));
  const v = 1 / (u * u);
  return logPdf + log(v) + log1p(-3 * v * (1 - 5 * v * (1 - 7 * v)));
}

/** Log expected improvement with its derivatives. */
export interface LogImprovementSlopes {
  value: number;
  byMean: number;
  byDeviation: number;
}

/** Writes log expected improvement of a normal variable over `best`, and its derivatives by mean and deviation. */
export function logExpectedImprovementInto(
  out: LogImprovementSlopes,
  mean: number,
  deviation: number,
  best: number,
): void {
  const u = (mean - best) / deviation;
  const logH = logImprovement(u);
  out.value = log(deviation) + logH;
  // d(deviation h(u)) is cdf(u) by the mean and pdf(u) by the deviation.
  out.byMean = exp(logNormalCdf(u) - logH) / deviation;
  out.byDeviation = exp(-0.5 * u * u - LOG_ROOT_TWO_PI - logH) / deviation;
}
