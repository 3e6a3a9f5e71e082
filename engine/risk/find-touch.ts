import { type PriceReach, REACH_BITS, REACH_BLOCK } from '../model/index.ts';
import { type Protection, trails } from './protection.ts';

/**
 * First grid index in [from, to) whose candle touches a level of a position, or `to`; no candle before `from` may have
 * touched one, and a trailing stop must be trailed up to it. Blocks of candles out of reach of the levels are skipped.
 * Must find every candle in which an exit happens, and may find more.
 */
export function findTouch(protection: Protection, reach: PriceReach, from: number, to: number): number {
  if (protection.direction > 0)
    return trails(protection) ? trailLong(protection, reach, from, to) : scanLong(protection, reach, from, to);
  return trails(protection) ? trailShort(protection, reach, from, to) : scanShort(protection, reach, from, to);
}

function scanLong({ stop, target, liveFrom }: Protection, reach: PriceReach, from: number, to: number): number {
  const { high, low, blockHigh, blockLow } = reach;
  let i = Math.max(from, liveFrom);
  while (i < to) {
    const b = blockAt(i, to);
    if (b >= 0 && !(blockLow[b] <= stop || blockHigh[b] >= target)) {
      i += REACH_BLOCK;
      continue;
    }
    if (low[i] <= stop || high[i] >= target) return i;
    i += 1;
  }
  return to;
}

function scanShort({ stop, target, liveFrom }: Protection, reach: PriceReach, from: number, to: number): number {
  const { high, low, blockHigh, blockLow } = reach;
  let i = Math.max(from, liveFrom);
  while (i < to) {
    const b = blockAt(i, to);
    if (b >= 0 && !(blockHigh[b] >= stop || blockLow[b] <= target)) {
      i += REACH_BLOCK;
      continue;
    }
    if (high[i] >= stop || low[i] <= target) return i;
    i += 1;
  }
  return to;
}

/**
 * A block passes if its lowest price lies above the level that its highest price will lift the stop to: the stop is
 * nowhere higher within the block.
 */
function trailLong(protection: Protection, reach: PriceReach, from: number, to: number): number {
  const { stop, target, trailFactor, trailOffset, liveFrom } = protection;
  const { high, low, blockHigh, blockLow } = reach;
  let { water } = protection;
  let level = higher(stop, water * trailFactor - trailOffset);
  let i = from;
  while (i < to) {
    const b = blockAt(i, to);
    if (b >= 0) {
      const peak = Math.max(water, blockHigh[b]);
      const lifted = higher(stop, peak * trailFactor - trailOffset);
      if (blockLow[b] > lifted && !(blockHigh[b] >= target)) {
        water = peak;
        level = lifted;
        i += REACH_BLOCK;
        continue;
      }
    }
    const highest = high[i];
    if ((low[i] <= level || highest >= target) && i >= liveFrom) break;
    if (highest > water) {
      water = highest;
      level = higher(stop, water * trailFactor - trailOffset);
    }
    i += 1;
  }
  protection.scannedTo = i;
  protection.scannedWater = water;
  return i;
}

/** As `trailLong`, upside down. */
function trailShort(protection: Protection, reach: PriceReach, from: number, to: number): number {
  const { stop, target, trailFactor, trailOffset, liveFrom } = protection;
  const { high, low, blockHigh, blockLow } = reach;
  let { water } = protection;
  let level = lower(stop, water * trailFactor - trailOffset);
  let i = from;
  while (i < to) {
    const b = blockAt(i, to);
    if (b >= 0) {
      const trough = Math.min(water, blockLow[b]);
      const dropped = lower(stop, trough * trailFactor - trailOffset);
      if (blockHigh[b] < dropped && !(blockLow[b] <= target)) {
        water = trough;
        level = dropped;
        i += REACH_BLOCK;
        continue;
      }
    }
    const lowest = low[i];
    if ((high[i] >= level || lowest <= target) && i >= liveFrom) break;
    if (lowest < water) {
      water = lowest;
      level = lower(stop, water * trailFactor - trailOffset);
    }
    i += 1;
  }
  protection.scannedTo = i;
  protection.scannedWater = water;
  return i;
}

/** The block that begins at i and ends before `to`; -1 where none does. */
function blockAt(i: number, to: number): number {
  return (i & (REACH_BLOCK - 1)) === 0 && i + REACH_BLOCK <= to ? i >> REACH_BITS : -1;
}

/** The nearer of a long position's two stops; a stop that is NaN gives way. */
function higher(stop: number, trailing: number): number {
  return stop > trailing ? stop : trailing;
}

function lower(stop: number, trailing: number): number {
  return stop < trailing ? stop : trailing;
}
