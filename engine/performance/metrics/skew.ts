import { type ReturnSummary, returnsVary } from '../return-summary.ts';
import type { Figure } from './figure.ts';

/** Population skewness of returns, m3 / m2^1.5. */
export function skew(summary: ReturnSummary): Figure {
  if (summary.count < 3) return 'Fewer than 3 returns.';
  if (!returnsVary(summary)) return 'Returns do not vary.';
  return (Math.sqrt(summary.count) * summary.cubes) / (summary.squares * Math.sqrt(summary.squares));
}
