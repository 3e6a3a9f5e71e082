import type { ParamValues, TrialOutcome, TrialResult } from '../../../optimizers/model/index.ts';
import type { Sampler } from '../../../optimizers/samplers/index.ts';

export const ok = (value: number): TrialOutcome => ({ status: 'ok', value, violations: [], metrics: {}, reason: '' });

/** Asks and tells `trials` trials, each result told as soon as the next ask could come. */
export function runSampler(
  sampler: Sampler,
  trials: number,
  evaluate: (params: ParamValues) => TrialOutcome,
): TrialResult[] {
  const results: TrialResult[] = [];
  for (let index = 0; index < trials; index++) {
    const { params } = sampler.ask(index);
    const result = { index, params, ...evaluate(params) };
    sampler.tell(result);
    results.push(result);
  }
  return results;
}
