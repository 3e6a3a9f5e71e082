/** What protects one tactical position. NaN is "no level", and every comparison with it is false, as with a missing candle. */
export interface Protection {
  /** +1 long, -1 short, 0 nothing to protect. */
  direction: number;
  stop: number;
  target: number;
  /** The trailing stop is water mark x factor - offset; a factor of NaN is no trailing stop. */
  trailFactor: number;
  trailOffset: number;
  /** Best price since the entry, of the candles before `trailedTo`. */
  water: number;
  trailedTo: number;
  /** Grid index from which levels are live. */
  liveFrom: number;
  /** Where the last scan of a trailing stop ended, and the water mark it had found there. */
  scannedTo: number;
  scannedWater: number;
}

/** Protects nothing. Prices begin as NaN, as in every record that is written again and again: see `createOrder`. */
export function createProtection(): Protection {
  return {
    direction: 0,
    stop: Number.NaN,
    target: Number.NaN,
    trailFactor: Number.NaN,
    trailOffset: Number.NaN,
    water: Number.NaN,
    trailedTo: 0,
    liveFrom: 0,
    scannedTo: -1,
    scannedWater: Number.NaN,
  };
}

export function trails(protection: Protection): boolean {
  return !Number.isNaN(protection.trailFactor);
}

/** Level of the trailing stop at the water mark; NaN where there is none. */
export function trailingLevel({ water, trailFactor, trailOffset }: Protection): number {
  return water * trailFactor - trailOffset;
}
