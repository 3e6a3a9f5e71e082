import type { EquityPath } from '../equity-walk.ts';

/** Longest spell from a peak to its recovery, or to the end of the run, in days. */
export function maxDrawdownDays(path: EquityPath): number {
  return path.longestSpellMs / 86_400_000;
}
