import type { Repair } from './repairs.ts';

/** Why numbers cannot be a candle. */
export interface CandleDefect {
  /** As the error is to carry. */
  readonly code: string;
  /** What was expected and what it was. */
  readonly text: string;
  /** The repair that would have allowed the import to go on. */
  readonly repair: Repair;
}

/** Tells what is wrong with a row that cannot be a candle; null when nothing is. */
export function findDefect(
  time: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
): CandleDefect | null {
  const wrong = (code: string, text: string): CandleDefect => ({ code, text, repair: 'drop' });
  if (!Number.isFinite(time)) return wrong('time-invalid', `expected time to be epoch ms, was ${time}.`);
  for (const [name, price] of Object.entries({ open, high, low, close })) {
    if (!(price > 0 && price < Infinity)) return wrong('price-not-positive', `expected ${name} > 0, was ${price}.`);
  }
  if (high < low) return wrong('high-below-low', `expected high >= low, was high ${high}, low ${low}.`);
  if (!(volume >= 0 && volume < Infinity)) return wrong('volume-negative', `expected volume >= 0, was ${volume}.`);
  return null;
}
