import type { Market, RebalanceRecord } from '../model/index.ts';
import { type CostBudget, CostOptimizer, fundBuys } from './cost-optimizer.ts';
import { type DriftBands, DriftMonitor } from './drift-monitor.ts';
import type { TriggerRule } from './rebalance-trigger.ts';
import { type AllocatorRule, TargetAllocator } from './target-allocator.ts';

export interface RebalanceRules extends DriftBands, CostBudget {
  /** Part of equity that the core weights apply to. */
  readonly coreShare: number;
  readonly allocator: AllocatorRule;
  readonly trigger: TriggerRule;
  /** Drifts up to this are left alone. */
  readonly deadBand: number;
  readonly tradeTo: 'target' | 'edge';
}

/** A rebalance whose fills are awaited. */
type OpenRecord = { -readonly [K in keyof RebalanceRecord]: RebalanceRecord[K] };

/**
 * Plans rebalances: when to look, what to trade towards the targets, and what the cost budget lets through.
 * It moves the core ledger only. The plan says, per instrument, the weight to trade to.
 */
export class RebalanceExecutor {
  private readonly rules: RebalanceRules;
  private readonly market: Market;
  private readonly allocator: TargetAllocator;
  private readonly costs: CostOptimizer;
  readonly drifts: DriftMonitor;
  /** Money to trade per instrument by the last plan, signed; 0 leaves it alone. */
  readonly notional: Float64Array;
  /** Core weight (of all equity) the plan trades to, for orders sized at the fill. */
  readonly targetWeight: Float64Array;
  readonly records: RebalanceRecord[] = [];
  private readonly rate: number;
  private readonly spot: boolean;
  private readonly keepRecords: boolean;
  private open: OpenRecord | null = null;
  /** Something of the last plan was filled. */
  private hasTraded = false;
  /** The first allocation has been planned. */
  started = false;
  /** Rebalances that the budget cut. */
  budgetBindings = 0;

  /**
   * @param rate fee + slippage
   * @param spot buys need cash
   * @param keepRecords write down each rebalance
   */
  constructor(market: Market, rules: RebalanceRules, rate: number, spot: boolean, keepRecords: boolean) {
    const n = market.columns.length;
    this.rules = rules;
    this.market = market;
    this.allocator = new TargetAllocator(rules.allocator, market.columns);
    this.costs = new CostOptimizer(n, rules, rate);
    this.rate = rate;
    this.spot = spot;
    this.keepRecords = keepRecords;
    this.drifts = new DriftMonitor(n, rules, keepRecords);
    this.notional = new Float64Array(n);
    this.targetWeight = new Float64Array(n);
  }

  /**
   * Looks at the drifts at a close and plans trades if the trigger asks for them.
   * @param timer the calendar, or the periodic check, is due at this close
   * @param units signed core units per instrument
   * @returns number of instruments to trade; `notional` and `targetWeight` hold the plan until the next call
   */
  plan(i: number, timer: boolean, equity: number, cash: number, units: Float64Array): number {
    const kind = this.rules.trigger.kind;
    if (this.started && !timer && (kind === 'check' || kind === 'calendar')) return 0;
    const coreEquity = this.rules.coreShare * equity;
    const weights = this.allocator.allocate(i);
    const isOutside = this.measure(i, weights, coreEquity, units);
    if (timer) this.drifts.record(this.recordTime(i));
    const trigger = this.trigger(timer, isOutside);
    if (trigger === null) return 0;
    const actions = this.choose(i, weights, coreEquity);
    if (actions === 0) {
      // Without a single target (nothing listed, no estimate yet) the first allocation is still to come.
      this.started ||= weights.some((weight) => weight > 0);
      return 0;
    }
    const time = this.market.time[i] + this.market.intervalMs;
    const funds = this.spot ? Math.max(0, cash) : null;
    this.costs.optimize(this.notional, equity, time, trigger === 'first', funds);
    const cut = this.costs.cut;
    if (cut > 0) {
      this.budgetBindings += 1;
      if (funds !== null) fundBuys(this.notional, funds, this.rate);
    }
    for (let s = 0; s < weights.length; s += 1) {
      this.targetWeight[s] = (this.drifts.worth[s] + this.notional[s]) / equity;
    }
    this.started = true;
    this.hasTraded = false;
    if (this.keepRecords) this.beginRecord(time, trigger, actions, cut);
    return actions;
  }

  /**
   * Looks at the drifts at a periodic check, as `plan` would, and keeps the record of them if they are within their bands.
   * @returns false when a rebalance is due: then nothing was recorded, and `plan` must be called
   */
  check(i: number, equity: number, units: Float64Array): boolean {
    const weights = this.allocator.allocate(i);
    if (this.measure(i, weights, this.rules.coreShare * equity, units)) return false;
    this.drifts.record(this.recordTime(i));
    return true;
  }

  /** Exact target weight where the plan was not cut, so that a fill resolves it without rounding. */
  exactTarget(s: number): number | null {
    return this.costs.cut === 0 && this.rules.tradeTo === 'target'
      ? this.rules.coreShare * this.allocator.weights[s]
      : null;
  }

  /** Adds a core fill to the rebalance it belongs to. */
  recordFill(notional: number, cost: number): void {
    this.hasTraded = true;
    if (this.open === null) return;
    this.open.notional += notional;
    this.open.cost += cost;
  }

  /**
   * All orders of the last plan are filled or cancelled: measures how close it came. A plan of which nothing was
   * filled is no rebalance; what was refused is counted where it was refused.
   * @param worth money in each core position at the fill slice's opens
   * @param equity all equity at the same prices
   */
  settle(worth: Float64Array, equity: number): void {
    if (!this.hasTraded) {
      this.costs.takeBack();
      this.open = null;
    }
    if (this.open === null) return;
    const coreEquity = this.rules.coreShare * equity;
    let drift = 0;
    for (let s = 0; s < worth.length; s += 1) {
      drift += Math.abs(worth[s] / coreEquity - this.allocator.weights[s]);
    }
    this.open.driftAfter = drift;
    this.open.accuracy = 1 - drift / 2;
    this.records.push(this.open);
    this.open = null;
  }

  /** When the slice closes, where that is written down: a far place in memory is not read for nothing. */
  private recordTime(i: number): number {
    return this.keepRecords ? this.market.time[i] + this.market.intervalMs : Number.NaN;
  }

  /** Measures the drifts at a close. @returns whether any is outside its band */
  private measure(i: number, weights: Float64Array, coreEquity: number, units: Float64Array): boolean {
    return this.drifts.measure(units, this.market.marks, i * weights.length, weights, coreEquity);
  }

  private trigger(timer: boolean, isOutside: boolean): RebalanceRecord['trigger'] | null {
    if (!this.started) return 'first';
    const kind = this.rules.trigger.kind;
    if (timer && (kind === 'calendar' || kind === 'calendar-or-band')) return 'calendar';
    return kind !== 'calendar' && isOutside ? 'band' : null;
  }

  /** Money to trade for every drift above the dead band, to the target or to the nearest edge of its band. */
  private choose(i: number, weights: Float64Array, coreEquity: number): number {
    let actions = 0;
    for (let s = 0; s < weights.length; s += 1) {
      const drift = this.drifts.drift[s];
      const { first, last } = this.market.columns[s];
      const tradable = first <= i && i <= last;
      let toTrade = tradable && Math.abs(drift) > this.rules.deadBand ? drift : 0;
      if (this.started && this.rules.tradeTo === 'edge' && toTrade !== 0) {
        const excess = Math.max(0, Math.abs(drift) - this.drifts.tolerance(weights[s]));
        toTrade = drift > 0 ? excess : -excess;
      }
      this.notional[s] = -toTrade * coreEquity;
      if (toTrade !== 0) actions += 1;
    }
    return actions;
  }

  private beginRecord(time: number, trigger: RebalanceRecord['trigger'], actions: number, cutByBudget: number): void {
    let driftBefore = 0;
    for (const drift of this.drifts.drift) driftBefore += Math.abs(drift);
    this.open = {
      time,
      trigger,
      driftBefore,
      driftAfter: driftBefore,
      accuracy: 1 - driftBefore / 2,
      notional: 0,
      estimatedCost: this.costs.estimate,
      cost: 0,
      actions,
      cutByBudget,
    };
  }
}
