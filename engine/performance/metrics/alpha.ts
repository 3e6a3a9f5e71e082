import type { ReturnSummary } from '../return-summary.ts';
import type { Figure } from './figure.ts';

/**
 * Intercept of the regression of returns on the benchmark's returns, times the periods of a year.
 * @param slope the beta, or why there is none
 * @see M. C. Jensen, The Performance of Mutual Funds in the Period 1945-1964, Journal of Finance 23 (1968)
 */
export function alpha(slope: Figure, summary: ReturnSummary, benchmark: ReturnSummary, periodsPerYear: number): Figure {
  return typeof slope === 'string' ? slope : (summary.mean - slope * benchmark.mean) * periodsPerYear;
}
