/** The standard normal distribution with full relative precision in both tails. */
import { erfc, tailExponent } from './erf.ts';
import { exp } from './exp.ts';
import { log, log1p } from './log.ts';

const SQRT_HALF = Math.SQRT1_2;
/** 1 / sqrt(2 pi). */
const DENSITY_AT_0 = 0.3989422804014327;
const LOG_SQRT_2PI = 0.9189385332046727;

/** e^(-x^2/2) with the square in two parts, since its rounding would show in the result. */
function gaussian(x: number): number {
  const head = Math.fround(x);
  return exp(-0.5 * head * head) * exp(0.5 * (head - x) * (head + x));
}

/**
 * Density of the standard normal distribution.
 * @returns e^(-x^2/2) / sqrt(2 pi)
 */
export function normalPdf(x: number): number {
  return Math.abs(x) < 40 ? DENSITY_AT_0 * gaussian(x) : Number.isNaN(x) ? x : 0;
}

/**
 * Distribution function of the standard normal distribution.
 * @returns probability of a value up to x
 */
export function normalCdf(x: number): number {
  const t = Math.abs(x) * SQRT_HALF;
  if (t < 1.25) return 0.5 * erfc(-x * SQRT_HALF);
  if (Number.isNaN(x)) return x;
  const tail = t < 28 ? (0.5 * gaussian(x) * exp(tailExponent(t))) / t : 0;
  return x < 0 ? tail : 1 - tail;
}

/**
 * Logarithm of the distribution function, accurate where the function itself underflows.
 * @returns log of the probability of a value up to x
 */
export function logNormalCdf(x: number): number {
  if (x > 0) return log1p(-normalCdf(-x));
  return x > -2 ? log(normalCdf(x)) : logOfTail(x);
}

function logOfTail(x: number): number {
  const t = -x * SQRT_HALF;
  if (t < 27) return tailExponent(t) - log(t) - Math.LN2 - 0.5 * x * x;
  if (!(x > Number.NEGATIVE_INFINITY)) return x;
  // Asymptotic series of Mills' ratio: at |x| > 38 the terms left out are below 1e-13.
  const s = 1 / (x * x);
  return log1p(s * (-1 + s * (3 + s * (-15 + s * 105)))) - log(-x) - LOG_SQRT_2PI - 0.5 * x * x;
}
