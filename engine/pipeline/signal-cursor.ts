import type { DecisionRules } from '../decision/index.ts';
import type { SignalRuns } from '../signals/index.ts';

/**
 * Reads the signal runs of one symbol forward in time, and knows from the state of its position which run is the next
 * that a decision could act on.
 */
export class SignalCursor {
  private readonly runs: SignalRuns;
  private readonly rules: DecisionRules;
  /** Run at the last index asked for. */
  private present = 0;
  /** The run that `next` found last: most of what is asked afterwards is about it. */
  private awaited = 0;

  constructor(runs: SignalRuns, rules: DecisionRules) {
    this.runs = runs;
    this.rules = rules;
  }

  /** Acting direction at grid index i; calls must not go back in time. */
  at(i: number): number {
    return this.runs.directions[this.seek(i)];
  }

  /**
   * First grid index in [i, to] at which a decision could do something, given the position; `to` if none.
   * @param position sign of the tactical position, with nothing waiting
   * @param blocked direction that waits for its signal to change
   */
  next(i: number, to: number, position: number, blocked: number): number {
    const { starts, nextOf, count } = this.runs;
    const k = this.seek(i);
    let next = count;
    if (this.matters(-1, position, blocked)) next = nextOf[0][k];
    if (this.matters(0, position, blocked) && nextOf[1][k] < next) next = nextOf[1][k];
    if (this.matters(1, position, blocked) && nextOf[2][k] < next) next = nextOf[2][k];
    if (next === k) return i;
    this.awaited = next;
    return next < count && starts[next] < to ? starts[next] : to;
  }

  /** Whether `decide` could answer anything but "none", or a block could end. */
  private matters(direction: number, position: number, blocked: number): boolean {
    if (blocked !== 0 && direction !== blocked) return true;
    if (direction === 0) return position !== 0 && this.rules.onNoSignal === 'flat';
    if (position === 0) return direction !== blocked && (direction > 0 || this.rules.shorts);
    return direction !== position || this.rules.entry !== 'once';
  }

  private seek(i: number): number {
    const { starts, count } = this.runs;
    const { awaited } = this;
    let k = this.present;
    if (awaited > k && awaited < count && starts[awaited] <= i) k = awaited;
    while (k + 1 < count && starts[k + 1] <= i) k += 1;
    this.present = k;
    return k;
  }
}
