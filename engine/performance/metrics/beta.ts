import { type ReturnSummary, returnsVary } from '../return-summary.ts';
import type { Figure } from './figure.ts';

/**
 * Slope of the ordinary regression of returns on the benchmark's returns.
 * @param returns same length and periods as `benchmark`
 */
export function beta(
  returns: Float64Array,
  summary: ReturnSummary,
  benchmark: Float64Array,
  benchmarkSummary: ReturnSummary,
): Figure {
  if (summary.count < 3) return 'Fewer than 3 returns.';
  if (!returnsVary(benchmarkSummary)) return 'Returns of the benchmark do not vary.';
  let products = 0;
  for (let i = 0; i < returns.length; i++) {
    products += (returns[i] - summary.mean) * (benchmark[i] - benchmarkSummary.mean);
  }
  return products / benchmarkSummary.squares;
}
