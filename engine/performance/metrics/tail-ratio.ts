import type { ReturnTails } from '../return-tails.ts';
import type { Figure } from './figure.ts';

/** Size of the 95th percentile of returns over the size of the 5th. */
export function tailRatio(tails: ReturnTails): Figure {
  if (tails.count < 20) return 'Fewer than 20 returns.';
  return tails.p5 === 0 ? 'The 5th percentile of returns is zero.' : Math.abs(tails.p95) / Math.abs(tails.p5);
}
