import type { DecisionRules } from '../decision/index.ts';
import type { SignalRuns } from '../signals/index.ts';
import type { SymbolPlan } from './symbol-plan.ts';

/**
 * Reads the signal runs of all symbols forward in time, and knows from the state of a position which run is the next
 * that a decision could act on.
 */
export class SignalCursor {
  private readonly runs: readonly SignalRuns[];
  private readonly rules: DecisionRules;
  /** Run of each symbol at the last index asked for. */
  private readonly present: Int32Array;
  /** The run that `next` found last: most of what is asked afterwards is about it. */
  private readonly awaited: Int32Array;

  constructor(plans: readonly SymbolPlan[], rules: DecisionRules) {
    this.runs = plans.map((plan) => plan.runs);
    this.rules = rules;
    this.present = new Int32Array(plans.length);
    this.awaited = new Int32Array(plans.length);
  }

  /** Acting direction of symbol s at grid index i; calls must not go back in time. */
  at(s: number, i: number): number {
    return this.runs[s].directions[this.seek(s, i)];
  }

  /**
   * First grid index in [i, to] at which a decision about s could do something, given its position; `to` if none.
   * @param position sign of the tactical position, with nothing waiting
   * @param blocked direction that waits for its signal to change
   */
  next(s: number, i: number, to: number, position: number, blocked: number): number {
    const { starts, nextOf, count } = this.runs[s];
    const k = this.seek(s, i);
    let next = count;
    if (this.matters(-1, position, blocked)) next = nextOf[0][k];
    if (this.matters(0, position, blocked) && nextOf[1][k] < next) next = nextOf[1][k];
    if (this.matters(1, position, blocked) && nextOf[2][k] < next) next = nextOf[2][k];
    if (next === k) return i;
    this.awaited[s] = next;
    return next < count && starts[next] < to ? starts[next] : to;
  }

  /** Whether `decide` could answer anything but "none", or a block could end. */
  private matters(direction: number, position: number, blocked: number): boolean {
    if (blocked !== 0 && direction !== blocked) return true;
    if (direction === 0) return position !== 0 && this.rules.onNoSignal === 'flat';
    if (position === 0) return direction !== blocked && (direction > 0 || this.rules.shorts);
    return direction !== position || this.rules.entry !== 'once';
  }

  private seek(s: number, i: number): number {
    const { starts, count } = this.runs[s];
    let k = this.present[s];
    const awaited = this.awaited[s];
    if (awaited > k && awaited < count && starts[awaited] <= i) k = awaited;
    while (k + 1 < count && starts[k + 1] <= i) k += 1;
    this.present[s] = k;
    return k;
  }
}
