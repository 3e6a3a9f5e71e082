import type { ReturnTails } from '../return-tails.ts';
import type { Figure } from './figure.ts';

/** Historical expected shortfall at 95 %: mean of the worst twentieth of returns with its sign turned. */
export function expectedShortfall(tails: ReturnTails): Figure {
  return tails.count < 20 ? 'Fewer than 20 returns.' : 0 - tails.worstMean;
}
