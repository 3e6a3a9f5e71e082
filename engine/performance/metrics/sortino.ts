import type { ReturnSummary } from '../return-summary.ts';
import type { Figure } from './figure.ts';

/** Annualised mean return over the root mean square of min(r, 0), the mean taken over all returns. */
export function sortino(summary: ReturnSummary, periodsPerYear: number): Figure {
  if (summary.count < 2) return 'Fewer than 2 returns.';
  if (summary.downside === 0) return 'No negative return.';
  return (summary.mean / Math.sqrt(summary.downside / summary.count)) * Math.sqrt(periodsPerYear);
}
