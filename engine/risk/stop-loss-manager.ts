import type { MarketColumns, PriceReach } from '../model/index.ts';
import { findTouch } from './find-touch.ts';
import { createProtection, type Protection, trailingLevel, trails } from './protection.ts';

/** What a candle did to a protected position. */
export type ProtectiveExit = 'none' | 'stop' | 'trailing' | 'target';

export interface StopRules {
  readonly intrabar: 'pessimistic' | 'optimistic' | 'ohlc-path';
  readonly targetFill: 'limit' | 'touch';
}

/** Distances from the entry price in quote currency, or as a fraction of the entry (trailing: of the water mark). 0 is none. */
export interface StopDistances {
  stop: number;
  target: number;
  trailing: number;
  /** Fraction of the water mark; used when `trailing` is 0. */
  trailingFraction: number;
}

type CandlePrices = Pick<MarketColumns, 'open' | 'high' | 'low' | 'reach'>;

/** Stops, targets and trailing stops of the tactical positions. */
export class StopLossManager {
  /** By instrument index. */
  private readonly protections: readonly Protection[];
  /** Positions under protection. */
  active = 0;
  private readonly rules: StopRules;
  /** Raw price of the exit that `check` found, before slippage. */
  exitPrice = Number.NaN;
  /** That exit was a resting limit order: no slippage. */
  exitIsLimit = false;
  /** ... and it was already marketable at the open, so it pays the taker fee. */
  exitIsTaker = true;
  /** `check` found both levels inside one candle. */
  exitIsAmbiguous = false;

  constructor(instruments: number, rules: StopRules) {
    this.protections = Array.from({ length: instruments }, createProtection);
    this.rules = rules;
  }

  /** Direction of the protected position: +1 long, -1 short, 0 none. */
  direction(s: number): number {
    return this.protections[s].direction;
  }

  /**
   * Protects a position from its entry, or re-bases it after scaling in.
   * @param entry average entry price
   * @param candle grid index of the fill
   * @param liveFrom grid index of the first candle whose levels count; the water mark counts from the fill
   */
  protect(
    s: number,
    direction: 1 | -1,
    entry: number,
    distances: StopDistances,
    candle: number,
    liveFrom: number,
  ): void {
    const protection = this.protections[s];
    const fresh = protection.direction !== direction;
    if (protection.direction === 0) this.active += 1;
    protection.direction = direction;
    protection.stop = distances.stop > 0 ? entry - direction * distances.stop : Number.NaN;
    protection.target = distances.target > 0 ? entry + direction * distances.target : Number.NaN;
    const { trailing, trailingFraction } = distances;
    const isFraction = !(trailing > 0) && trailingFraction > 0;
    protection.trailFactor = isFraction ? 1 - direction * trailingFraction : trailing > 0 ? 1 : Number.NaN;
    protection.trailOffset = trailing > 0 ? direction * trailing : 0;
    if (!fresh) return;
    protection.scannedTo = -1;
    protection.water = entry;
    protection.trailedTo = candle;
    protection.liveFrom = liveFrom;
  }

  /** Nothing left to protect. */
  release(s: number): void {
    const protection = this.protections[s];
    if (protection.direction === 0) return;
    this.active -= 1;
    protection.direction = 0;
  }

  /**
   * First grid index in [from, to) whose candle touches a level, or `to`; no candle before `from` may have touched one.
   * Must find every candle in which `check` would find an exit, and may find more.
   */
  findTouch(s: number, reach: PriceReach, from: number, to: number): number {
    const protection = this.protections[s];
    if (protection.direction === 0) return to;
    trailTo(protection, reach, from);
    return findTouch(protection, reach, from, to);
  }

  /**
   * What candle i does to the position of instrument s; nothing before it may have touched a level. The exit's facts are
   * in `exitPrice` and its siblings.
   * A level that was jumped at the open fills at the open. When one candle touches both, the intrabar rule decides;
   * `pessimistic` takes the stop even where the open had already jumped the target.
   */
  check(s: number, i: number, { open, high, low, reach }: CandlePrices): ProtectiveExit {
    const protection = this.protections[s];
    if (protection.direction === 0) return 'none';
    trailTo(protection, reach, i);
    return this.judge(protection, i, open[i], high[i], low[i]);
  }

  private judge(protection: Protection, i: number, open: number, high: number, low: number): ProtectiveExit {
    const { direction, stop: fixed, target } = protection;
    if (i < protection.liveFrom || Number.isNaN(open)) return 'none';
    const trailing = trailingLevel(protection);
    // The level nearer to the price is the one that is met first.
    const isTrailing = !Number.isNaN(trailing) && !(direction > 0 ? fixed >= trailing : fixed <= trailing);
    const stop = isTrailing ? trailing : fixed;
    const long = direction > 0;
    this.exitIsAmbiguous = false;
    if (long ? open <= stop : open >= stop) return this.exitAtStop(open, isTrailing);
    const jumped = long ? open >= target : open <= target;
    const stopped = long ? low <= stop : high >= stop;
    const reached =
      jumped ||
      (this.rules.targetFill === 'touch'
        ? long
          ? high >= target
          : low <= target
        : long
          ? high > target
          : low < target);
    if (stopped && reached) {
      this.exitIsAmbiguous = true;
      if (jumped && this.rules.intrabar !== 'pessimistic') return this.exitAtTarget(open, true);
      if (this.targetFirst(long, open, high, low)) return this.exitAtTarget(target, false);
      return this.exitAtStop(stop, isTrailing);
    }
    if (stopped) return this.exitAtStop(stop, isTrailing);
    if (jumped) return this.exitAtTarget(open, true);
    if (reached) return this.exitAtTarget(target, false);
    return 'none';
  }

  /** `ohlc-path`: the extreme nearer to the open is visited first; a tie counts against us. */
  private targetFirst(long: boolean, open: number, high: number, low: number): boolean {
    if (this.rules.intrabar === 'optimistic') return true;
    if (this.rules.intrabar === 'pessimistic') return false;
    const up = high - open;
    const down = open - low;
    return long ? up < down : down < up;
  }

  private exitAtStop(price: number, trailing: boolean): ProtectiveExit {
    this.exitPrice = price;
    this.exitIsLimit = false;
    this.exitIsTaker = true;
    return trailing ? 'trailing' : 'stop';
  }

  private exitAtTarget(price: number, atOpen: boolean): ProtectiveExit {
    this.exitPrice = price;
    this.exitIsLimit = this.rules.targetFill === 'limit';
    this.exitIsTaker = !this.exitIsLimit || atOpen;
    return 'target';
  }
}

/** Moves the water mark over the candles before `to`, in which nothing was touched. */
function trailTo(protection: Protection, reach: PriceReach, to: number): void {
  if (protection.trailedTo >= to || !trails(protection)) return;
  let { water, trailedTo: from } = protection;
  if (protection.scannedTo > from && protection.scannedTo <= to) {
    from = protection.scannedTo;
    water = protection.scannedWater;
  }
  const { high, low } = reach;
  if (protection.direction > 0) {
    for (let i = from; i < to; i += 1) if (high[i] > water) water = high[i];
  } else {
    for (let i = from; i < to; i += 1) if (low[i] < water) water = low[i];
  }
  protection.water = water;
  protection.trailedTo = to;
}
