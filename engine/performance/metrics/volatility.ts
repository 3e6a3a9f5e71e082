import { deviationOf, type ReturnSummary } from '../return-summary.ts';
import type { Figure } from './figure.ts';

/** Annualised sample standard deviation of returns. */
export function volatility(summary: ReturnSummary, periodsPerYear: number): Figure {
  if (summary.count < 2) return 'Fewer than 2 returns.';
  return deviationOf(summary) * Math.sqrt(periodsPerYear);
}
