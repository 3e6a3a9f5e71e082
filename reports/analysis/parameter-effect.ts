import type { ParamSpec, TrialResult } from '#optimizers/model';
import { binParameter } from './parameter-bins.ts';

const BINS = 8;

/**
 * Share of the variance of the objective that one parameter explains on its own: variance between bins over
 * the whole, corrected for the number of bins (epsilon squared), so that noise comes to about 0.
 * Interactions are not seen, and a sampler that has homed in hides what it no longer varies.
 * @param spec the parameter
 * @param trials trials; those without a value are left out
 * @returns 0 to 1; null with fewer than twice as many trials as bins
 * @see https://en.wikipedia.org/wiki/Effect_size#Omega-squared_(%CF%892)
 */
export function explainedShare(spec: ParamSpec, trials: readonly TrialResult[]): number | null {
  const bins = binParameter(spec, BINS);
  const groups = bins.labels.map((): number[] => []);
  for (const { params, value } of trials) {
    const at = params[spec.name];
    if (value !== null && at !== undefined) groups[bins.indexOf(at)]?.push(value);
  }
  const used = groups.filter((group) => group.length > 0);
  const count = used.reduce((sum, group) => sum + group.length, 0);
  if (count < 2 * BINS || used.length < 2) return null;
  const mean = used.flat().reduce((sum, value) => sum + value, 0) / count;
  let within = 0;
  let total = 0;
  for (const group of used) {
    const own = group.reduce((sum, value) => sum + value, 0) / group.length;
    for (const value of group) {
      within += (value - own) * (value - own);
      total += (value - mean) * (value - mean);
    }
  }
  if (total === 0) return 0;
  const corrected = 1 - within / (count - used.length) / (total / (count - 1));
  return Math.max(0, corrected);
}
