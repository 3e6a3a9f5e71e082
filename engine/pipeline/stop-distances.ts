import type { StopDistances } from '../risk/index.ts';
import type { Distance } from './config-schema.ts';
import type { SymbolPlan } from './symbol-plan.ts';

export interface DistanceRules {
  readonly stopLoss: Distance | null;
  readonly takeProfit: Distance | null;
  readonly trailing: Distance | null;
  readonly fromStrategy: boolean;
}

/**
 * Remembers, from the decision to the fill, how far away stop and target shall be. Of several distances
 * (the config's, those of the strategies that voted for the direction) the nearest counts.
 */
export class StopDistanceMemo {
  private readonly rules: DistanceRules;
  private readonly stop: Float64Array;
  private readonly target: Float64Array;
  private readonly trailing: Float64Array;
  private readonly distances: StopDistances = {
    stop: Number.NaN,
    target: Number.NaN,
    trailing: Number.NaN,
    trailingFraction: Number.NaN,
  };
  /** Whether any rule or any strategy can give a distance. */
  readonly isUsed: boolean;

  constructor(rules: DistanceRules, plans: readonly SymbolPlan[]) {
    this.rules = rules;
    this.stop = new Float64Array(plans.length);
    this.target = new Float64Array(plans.length);
    this.trailing = new Float64Array(plans.length);
    this.isUsed =
      rules.stopLoss !== null ||
      rules.takeProfit !== null ||
      rules.trailing !== null ||
      (rules.fromStrategy && plans.some((plan) => plan.sources.some((source) => source.stop ?? source.target)));
  }

  /** At the decision: what is known at this row, in quote currency; 0 where there is none. */
  capture(s: number, plan: SymbolPlan, row: number, direction: number): void {
    if (!this.isUsed) return;
    this.stop[s] = atrDistance(this.rules.stopLoss, plan.stopAtr, row);
    this.target[s] = atrDistance(this.rules.takeProfit, plan.targetAtr, row);
    this.trailing[s] = atrDistance(this.rules.trailing, plan.trailingAtr, row);
    if (!this.rules.fromStrategy) return;
    for (const source of plan.sources) {
      if (!votesFor(source.packed[row], direction)) continue;
      if (source.stop !== null) this.stop[s] = nearest(this.stop[s], source.stop[row]);
      if (source.target !== null) this.target[s] = nearest(this.target[s], source.target[row]);
    }
  }

  /** At the fill. @param entry average entry price @returns distances that hold until the next call */
  at(s: number, entry: number): StopDistances {
    const { stopLoss, takeProfit, trailing } = this.rules;
    const distances = this.distances;
    distances.stop = nearest(this.stop[s], stopLoss?.kind === 'percent' ? stopLoss.fraction * entry : 0);
    distances.target = nearest(this.target[s], takeProfit?.kind === 'percent' ? takeProfit.fraction * entry : 0);
    distances.trailing = this.trailing[s];
    distances.trailingFraction = trailing?.kind === 'percent' ? trailing.fraction : 0;
    return distances;
  }
}

function votesFor(packed: number, direction: number): boolean {
  return ((packed >>> (direction > 0 ? 10 : 14)) & 0xf) > 0;
}

function atrDistance(rule: Distance | null, atr: Float64Array | null, row: number): number {
  return rule?.kind === 'atr' && atr !== null && atr[row] > 0 ? rule.multiple * atr[row] : 0;
}

/** The smaller of two distances, where 0 and NaN are no distance. */
function nearest(a: number, b: number): number {
  if (!(b > 0)) return a > 0 ? a : 0;
  return a > 0 && a < b ? a : b;
}
