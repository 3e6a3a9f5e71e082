import { pow } from '../../math/index.ts';
import type { Figure } from './figure.ts';

const DAY_MS = 86_400_000;
/** A year of 365.25 days. */
export const YEAR_MS = 365.25 * DAY_MS;

/**
 * Compound annual growth rate from elapsed time: (last / first)^(1 / years) - 1.
 * @param spanMs elapsed time in milliseconds
 */
export function cagr(first: number, last: number, spanMs: number): Figure {
  if (spanMs < DAY_MS) return 'The span is shorter than a day.';
  if (!(last > 0)) return 'Equity reached zero, so returns mean nothing.';
  return pow(last / first, YEAR_MS / spanMs) - 1;
}
