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

/**
 * Stops, targets and trailing stops of the tactical positions. Levels are columns by instrument index;
 * NaN is "no level", and every comparison with it is false, as it is with a missing candle.
 */
export class StopLossManager {
  readonly stop: Float64Array;
  readonly target: Float64Array;
  /** The trailing stop is water mark x factor - offset; a factor of NaN is no trailing stop. */
  private readonly trailFactor: Float64Array;
  private readonly trailOffset: Float64Array;
  /** Best price since the entry, of the candles before `trailedTo`. */
  private readonly water: Float64Array;
  private readonly trailedTo: Int32Array;
  /** +1 long, -1 short, 0 nothing to protect. */
  readonly direction: Int8Array;
  /** Grid index from which levels are live. */
  private readonly liveFrom: Int32Array;
  /** Positions under protection. */
  active = 0;
  /** Where the last scan of a trailing stop ended, and the water mark it had found there. */
  private readonly scannedTo: Int32Array;
  private readonly scannedWater: Float64Array;
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
    this.stop = new Float64Array(instruments).fill(Number.NaN);
    this.target = new Float64Array(instruments).fill(Number.NaN);
    this.trailFactor = new Float64Array(instruments).fill(Number.NaN);
    this.trailOffset = new Float64Array(instruments);
    this.water = new Float64Array(instruments);
    this.direction = new Int8Array(instruments);
    this.liveFrom = new Int32Array(instruments);
    this.trailedTo = new Int32Array(instruments);
    this.scannedTo = new Int32Array(instruments);
    this.scannedWater = new Float64Array(instruments);
    this.rules = rules;
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
    const fresh = this.direction[s] !== direction;
    if (this.direction[s] === 0) this.active += 1;
    this.direction[s] = direction;
    this.stop[s] = distances.stop > 0 ? entry - direction * distances.stop : Number.NaN;
    this.target[s] = distances.target > 0 ? entry + direction * distances.target : Number.NaN;
    const { trailing, trailingFraction } = distances;
    const isFraction = !(trailing > 0) && trailingFraction > 0;
    this.trailFactor[s] = isFraction ? 1 - direction * trailingFraction : trailing > 0 ? 1 : Number.NaN;
    this.trailOffset[s] = trailing > 0 ? direction * trailing : 0;
    if (fresh) {
      this.scannedTo[s] = -1;
      this.water[s] = entry;
      this.trailedTo[s] = candle;
      this.liveFrom[s] = liveFrom;
    }
  }

  /** Nothing left to protect. */
  release(s: number): void {
    if (this.direction[s] === 0) return;
    this.active -= 1;
    this.direction[s] = 0;
    this.stop[s] = Number.NaN;
    this.target[s] = Number.NaN;
    this.trailFactor[s] = Number.NaN;
    this.trailOffset[s] = 0;
  }

  trails(s: number): boolean {
    return !Number.isNaN(this.trailFactor[s]);
  }

  /** Level of the trailing stop at a water mark; NaN where there is none. */
  private trailingLevel(s: number, water: number): number {
    return water * this.trailFactor[s] - this.trailOffset[s];
  }

  /**
   * First grid index in [from, to) whose candle touches a level, or `to`; no candle before `from` may have touched one.
   * Must find every candle in which `check` would find an exit, and may find more.
   * @param high highest prices with the opens counted in, as `check` looks at the open too; likewise `low`
   */
  findTouch(s: number, high: Float64Array, low: Float64Array, from: number, to: number): number {
    const direction = this.direction[s];
    if (direction === 0) return to;
    const start = Math.max(from, this.liveFrom[s]);
    const stop = this.stop[s];
    const target = this.target[s];
    if (this.trails(s)) {
      this.trail(s, high, low, from);
      return this.findTrailingTouch(s, high, low, from, to);
    }
    if (direction > 0) {
      for (let i = start; i < to; i += 1) if (low[i] <= stop || high[i] >= target) return i;
    } else {
      for (let i = start; i < to; i += 1) if (high[i] >= stop || low[i] <= target) return i;
    }
    return to;
  }

  private findTrailingTouch(s: number, high: Float64Array, low: Float64Array, from: number, to: number): number {
    const liveFrom = this.liveFrom[s];
    const stop = this.stop[s];
    const target = this.target[s];
    const factor = this.trailFactor[s];
    const offset = this.trailOffset[s];
    let water = this.water[s];
    // The nearer of the two stops; a stop that is NaN gives way.
    let level = water * factor - offset;
    let i = from;
    if (this.direction[s] > 0) {
      if (stop > level) level = stop;
      for (; i < to; i += 1) {
        if ((low[i] <= level || high[i] >= target) && i >= liveFrom) break;
        if (high[i] > water) {
          water = high[i];
          level = water * factor - offset;
          if (stop > level) level = stop;
        }
      }
    } else {
      if (stop < level) level = stop;
      for (; i < to; i += 1) {
        if ((high[i] >= level || low[i] <= target) && i >= liveFrom) break;
        if (low[i] < water) {
          water = low[i];
          level = water * factor - offset;
          if (stop < level) level = stop;
        }
      }
    }
    this.scannedTo[s] = i;
    this.scannedWater[s] = water;
    return i;
  }

  /** Moves the water mark over the candles before `to`, in which nothing was touched; prices as `findTouch` takes them. */
  trail(s: number, high: Float64Array, low: Float64Array, to: number): void {
    if (this.trailedTo[s] >= to || !this.trails(s)) return;
    let water = this.water[s];
    let from = this.trailedTo[s];
    if (this.scannedTo[s] > from && this.scannedTo[s] <= to) {
      from = this.scannedTo[s];
      water = this.scannedWater[s];
    }
    if (this.direction[s] > 0) {
      for (let i = from; i < to; i += 1) if (high[i] > water) water = high[i];
    } else {
      for (let i = from; i < to; i += 1) if (low[i] < water) water = low[i];
    }
    this.water[s] = water;
    this.trailedTo[s] = to;
  }

  /**
   * What candle i does to the position of instrument s, with the water mark trailed up to it; the exit's facts are in
   * `exitPrice` and its siblings.
   * A level that was jumped at the open fills at the open. When one candle touches both, the intrabar rule decides;
   * `pessimistic` takes the stop even where the open had already jumped the target.
   */
  check(s: number, i: number, open: number, high: number, low: number): ProtectiveExit {
    const direction = this.direction[s];
    if (direction === 0 || i < this.liveFrom[s] || Number.isNaN(open)) return 'none';
    const fixed = this.stop[s];
    const trailing = this.trailingLevel(s, this.water[s]);
    // The level nearer to the price is the one that is met first.
    const isTrailing = !Number.isNaN(trailing) && !(direction > 0 ? fixed >= trailing : fixed <= trailing);
    const stop = isTrailing ? trailing : fixed;
    const target = this.target[s];
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
