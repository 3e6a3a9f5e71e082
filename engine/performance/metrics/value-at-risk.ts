import type { ReturnTails } from '../return-tails.ts';
import type { Figure } from './figure.ts';

/** Historical value at risk at 95 %: the 5th percentile of returns with its sign turned. */
export function valueAtRisk(tails: ReturnTails): Figure {
  return tails.count < 20 ? 'Fewer than 20 returns.' : 0 - tails.p5;
}
