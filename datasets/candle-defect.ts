/** Why numbers cannot be a candle. */
export interface CandleDefect {
  /** As the error is to carry. */
  readonly code: string;
  /** What was expected and what it was. */
  readonly text: string;
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
  if (!Number.isFinite(time)) return { code: 'time-invalid', text: `expected time to be epoch ms, was ${time}.` };
  for (const [name, price] of Object.entries({ open, high, low, close })) {
    if (!(price > 0 && price < Infinity)) {
      return { code: 'price-not-positive', text: `expected ${name} > 0, was ${price}.` };
    }
  }
  if (high < low) return { code: 'high-below-low', text: `expected high >= low, was high ${high}, low ${low}.` };
  if (!(volume >= 0 && volume < Infinity)) {
    return { code: 'volume-negative', text: `expected volume >= 0, was ${volume}.` };
  }
  return null;
}
