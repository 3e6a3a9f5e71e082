import type { Figure } from './figure.ts';

/**
 * Compound annual growth rate over the largest drawdown.
 * @param growth the compound annual growth rate, or why there is none
 */
export function calmar(growth: Figure, maxDrawdown: number): Figure {
  if (typeof growth === 'string') return growth;
  return maxDrawdown > 0 ? growth / maxDrawdown : 'No drawdown.';
}
