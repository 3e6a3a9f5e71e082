/** Limits that stop trading; fractions, null is off. */
export interface HaltRules {
  readonly dailyLossLimit: number | null;
  readonly maxDrawdown: number | null;
  readonly resumeAfterDays: number | null;
}

export type HaltState = 'none' | 'daily-loss' | 'drawdown';

/**
 * Watches equity from close to close: peak, drawdown, the day's loss, and the halts that follow from them.
 * A daily-loss halt ends with its UTC day. A drawdown halt ends after `resumeAfterDays`, with a new peak, or never.
 */
export class RiskMonitor {
  private readonly rules: HaltRules;
  /** Whether any rule is on; if not, equity need not be looked at candle by candle. */
  readonly watches: boolean;
  peak = 0;
  /** Equity with which the UTC day began. */
  dayStart = 0;
  halt: HaltState = 'none';
  halts = 0;
  private last = 0;
  private day = -1;
  private haltDay = 0;

  constructor(rules: HaltRules) {
    this.rules = rules;
    this.watches = rules.dailyLossLimit !== null || rules.maxDrawdown !== null;
  }

  reset(cash: number, day: number): void {
    this.peak = cash;
    this.dayStart = cash;
    this.last = cash;
    this.day = day;
    this.halt = 'none';
    this.halts = 0;
  }

  /** Drawdown of the last equity seen, as a fraction of the peak. */
  drawdown(): number {
    return this.peak > 0 ? 1 - this.last / this.peak : 0;
  }

  /**
   * Takes in the equity of one close.
   * @returns true when this close starts a halt
   */
  observe(equity: number, day: number): boolean {
    this.enter(day);
    if (equity > this.peak) this.peak = equity;
    this.last = equity;
    const breach = this.breach(equity);
    if (breach === 'none') return false;
    this.halt = breach;
    this.haltDay = day;
    this.halts += 1;
    return true;
  }

  /**
   * Takes in closes [from, to) up to, but not including, the first that starts a halt.
   * @returns its index, or `to`
   */
  advance(equity: Float64Array, day: Int32Array, from: number, to: number): number {
    for (let i = from; i < to; i += 1) {
      this.enter(day[i]);
      const value = equity[i];
      if (value > this.peak) this.peak = value;
      if (this.breach(value) !== 'none') return i;
      this.last = value;
    }
    return to;
  }

  private enter(day: number): void {
    if (day === this.day) return;
    this.day = day;
    this.dayStart = this.last;
    if (this.halt === 'daily-loss') this.halt = 'none';
    const wait = this.rules.resumeAfterDays;
    if (this.halt === 'drawdown' && wait !== null && day - this.haltDay >= wait) {
      this.halt = 'none';
      this.peak = this.last;
    }
  }

  private breach(equity: number): HaltState {
    if (this.halt === 'drawdown') return 'none';
    const { maxDrawdown, dailyLossLimit } = this.rules;
    if (maxDrawdown !== null && equity < this.peak * (1 - maxDrawdown)) return 'drawdown';
    if (this.halt === 'none' && dailyLossLimit !== null && equity < this.dayStart * (1 - dailyLossLimit)) {
      return 'daily-loss';
    }
    return 'none';
  }
}
