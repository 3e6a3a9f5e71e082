import type { ReturnSummary } from '../return-summary.ts';
import type { Figure } from './figure.ts';

/**
 * Omega ratio at threshold 0: sum of gains over sum of losses.
 * @see C. Keating and W. F. Shadwick, A Universal Performance Measure (2002)
 */
export function omega(summary: ReturnSummary): Figure {
  if (summary.count < 2) return 'Fewer than 2 returns.';
  return summary.losses > 0 ? summary.gains / summary.losses : 'No negative return.';
}
