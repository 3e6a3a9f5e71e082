import type { FillEvent } from './fill-event.ts';

/**
 * Tactical part of a fill: pro rata where both ledgers want the same side; where they want opposite sides they cross
 * at the fill price first, and only what is left over goes to the venue.
 * @param filled signed units that the venue filled
 */
export function shareOf(tactical: number, core: number, filled: number): number {
  if (core === 0) return filled;
  if (tactical === 0) return 0;
  if (tactical > 0 === core > 0) return (filled * tactical) / (tactical + core);
  return Math.abs(tactical) > Math.abs(core) ? filled - core : tactical;
}

/** Tactical share of what a fill cost: by the size of what each ledger took. */
export function tacticalShareOf(fill: FillEvent): number {
  const total = Math.abs(fill.tactical) + Math.abs(fill.core);
  return total === 0 ? 0 : Math.abs(fill.tactical) / total;
}
