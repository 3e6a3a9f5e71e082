import { decodePoint, type ParamValues } from '../model/index.ts';
import type { TrialHistory } from './trial-history.ts';

/** Draws after which an infeasible point is given up. */
const FEASIBLE_DRAWS = 1000;
/** Draws spent on finding settings that were not tried before. */
const FRESH_DRAWS = 50;

/**
 * Draws points until one is feasible and new; a repeated one is taken once the draws for fresh ones are spent, an
 * infeasible one only when no draw was feasible.
 * @param draw writes the next point of the unit cube into its argument; called a bounded number of times
 */
export function drawFeasible(history: TrialHistory, draw: (point: Float64Array) => void): ParamValues {
  const { space } = history;
  const point = new Float64Array(space.params.length);
  let repeated: ParamValues | null = null;
  let last: ParamValues = space.present;
  for (let attempt = 0; attempt < FEASIBLE_DRAWS; attempt++) {
    draw(point);
    last = decodePoint(space, point);
    if (!space.feasible(last)) continue;
    if (!history.wasAsked(last)) return last;
    repeated ??= last;
    if (attempt >= FRESH_DRAWS) return repeated;
  }
  return repeated ?? last;
}
