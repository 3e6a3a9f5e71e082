import { deviationOf, type ReturnSummary, returnsVary } from '../return-summary.ts';
import type { Figure } from './figure.ts';

/**
 * Annualised mean return over its sample standard deviation; the riskless rate is 0.
 * @see W. F. Sharpe, The Sharpe Ratio, Journal of Portfolio Management 21 (1994)
 */
export function sharpe(summary: ReturnSummary, periodsPerYear: number): Figure {
  if (summary.count < 2) return 'Fewer than 2 returns.';
  if (!returnsVary(summary)) return 'Returns do not vary.';
  return (summary.mean / deviationOf(summary)) * Math.sqrt(periodsPerYear);
}
