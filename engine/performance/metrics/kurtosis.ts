import { type ReturnSummary, returnsVary } from '../return-summary.ts';
import type { Figure } from './figure.ts';

/** Raw population kurtosis of returns, m4 / m2^2: 3 for a normal distribution. */
export function kurtosis(summary: ReturnSummary): Figure {
  if (summary.count < 4) return 'Fewer than 4 returns.';
  if (!returnsVary(summary)) return 'Returns do not vary.';
  return (summary.count * summary.fourths) / (summary.squares * summary.squares);
}
