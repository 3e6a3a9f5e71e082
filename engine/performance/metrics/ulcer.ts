import type { EquityPath } from '../equity-walk.ts';

/**
 * Ulcer index: root mean square of the drawdown over all candles, as a fraction.
 * @see P. G. Martin and B. B. McCann, The Investor's Guide to Fidelity Funds (1989)
 */
export function ulcer(path: EquityPath, candles: number): number {
  return Math.sqrt(path.drawdownSquares / candles);
}
