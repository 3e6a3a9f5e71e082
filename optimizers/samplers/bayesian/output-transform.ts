import { log, log1p, pow } from '../../../engine/math/index.ts';

/**
 * Brings values closer to a normal distribution, standardised, larger being better: Sharpe ratios and drawdowns have
 * heavy tails, which a Gaussian process would take for structure.
 * @param values objective values, at least one
 * @param sign 1 where larger is better, -1 where smaller is
 * @returns one target per value, mean 0, standard deviation 1 (all 0 where the values are equal)
 * @see Yeo and Johnson, A new family of power transformations to improve normality or symmetry (2000)
 */
export function transformOutputs(values: Float64Array, sign: 1 | -1): Float64Array {
  const targets = standardise(values.map((value) => sign * value));
  return standardise(yeoJohnson(targets, bestPower(targets)));
}

function standardise(values: Float64Array): Float64Array {
  const n = values.length;
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return new Float64Array(n);
  // Scaled first, so that no square overflows.
  const scaled = values.map((value) => value / largest);
  let mean = 0;
  for (const value of scaled) mean += value / n;
  let square = 0;
  for (const value of scaled) square += (value - mean) * (value - mean);
  const deviation = Math.sqrt(square / n);
  if (!(deviation > 1e-14)) return new Float64Array(n);
  return scaled.map((value) => (value - mean) / deviation);
}

function yeoJohnson(values: Float64Array, power: number): Float64Array {
  return values.map((x) => {
    if (x >= 0) return Math.abs(power) < 1e-6 ? log1p(x) : (pow(1 + x, power) - 1) / power;
    const other = 2 - power;
    return Math.abs(other) < 1e-6 ? -log1p(-x) : (1 - pow(1 - x, other)) / other;
  });
}

/** Golden section over the profile likelihood of the power, which has one maximum. */
function bestPower(values: Float64Array): number {
  const golden = 0.6180339887498949;
  let low = -2;
  let high = 4;
  let a = high - golden * (high - low);
  let b = low + golden * (high - low);
  let atA = misfit(values, a);
  let atB = misfit(values, b);
  for (let step = 0; step < 24; step++) {
    if (atA < atB) {
      high = b;
      b = a;
      atB = atA;
      a = high - golden * (high - low);
      atA = misfit(values, a);
    } else {
      low = a;
      a = b;
      atA = atB;
      b = low + golden * (high - low);
      atB = misfit(values, b);
    }
  }
  return 0.5 * (low + high);
}

/** Negative profile log likelihood of a power, with a weak pull towards 1, where nothing is transformed. */
function misfit(values: Float64Array, power: number): number {
  const n = values.length;
  const moved = yeoJohnson(values, power);
  let mean = 0;
  for (const value of moved) mean += value / n;
  let square = 0;
  for (const value of moved) square += (value - mean) * (value - mean);
  let jacobian = 0;
  for (const x of values) jacobian += x >= 0 ? log1p(x) : -log1p(-x);
  return 0.5 * n * log(square / n + 1e-300) - (power - 1) * jacobian + 0.5 * (power - 1) * (power - 1);
}
