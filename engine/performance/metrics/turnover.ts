import { YEAR_MS } from './cagr.ts';
import type { Figure } from './figure.ts';

/**
 * How often a year the mean equity was traded.
 * @param tradedNotional sum of |notional| of all fills
 * @param spanMs elapsed time in milliseconds
 */
export function turnover(tradedNotional: number, meanEquity: number, spanMs: number): Figure {
  if (spanMs < 86_400_000) return 'The span is shorter than a day.';
  if (!(meanEquity > 0)) return 'Equity reached zero, so returns mean nothing.';
  return tradedNotional / meanEquity / (spanMs / YEAR_MS);
}
