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
  /** Fractions of the entry price; 0 is none. */
  private readonly stopFraction: number;
  private readonly targetFraction: number;
  private readonly trailingFraction: number;
  /** By instrument, what was known at the decision, in quote currency; 0 and NaN are none. */
  private readonly known: readonly KnownDistances[];
  /** Something must be remembered at the decision. */
  private readonly captures: boolean;
  private readonly distances: StopDistances = {
    stop: Number.NaN,
    target: Number.NaN,
    trailing: Number.NaN,
    trailingFraction: Number.NaN,
  };
  /** Whether any rule or any strategy can give a distance. */
  readonly isUsed: boolean;

  constructor(rules: DistanceRules, plans: readonly SymbolPlan[]) {
    const all = [rules.stopLoss, rules.takeProfit, rules.trailing];
    const strategies = plans.some((plan) => plan.sources.some((source) => source.stop ?? source.target));
    this.rules = rules;
    this.stopFraction = fractionOf(rules.stopLoss);
    this.targetFraction = fractionOf(rules.takeProfit);
    this.trailingFraction = fractionOf(rules.trailing);
    this.known = plans.map(() => ({ stop: Number.NaN, target: Number.NaN, trailing: Number.NaN }));
    this.captures = all.some((rule) => rule?.kind === 'atr') || (rules.fromStrategy && strategies);
    this.isUsed = this.captures || all.some((rule) => rule !== null);
  }

  /** At the decision: what is known at this row. */
  capture(s: number, plan: SymbolPlan, row: number, direction: number): void {
    if (!this.captures) return;
    const known = this.known[s];
    known.stop = atrDistance(this.rules.stopLoss, plan.stopAtr, row);
    known.target = atrDistance(this.rules.takeProfit, plan.targetAtr, row);
    known.trailing = atrDistance(this.rules.trailing, plan.trailingAtr, row);
    if (!this.rules.fromStrategy) return;
    for (const source of plan.sources) {
      if (!votesFor(source.packed[row], direction)) continue;
      if (source.stop !== null) known.stop = nearest(known.stop, source.stop[row]);
      if (source.target !== null) known.target = nearest(known.target, source.target[row]);
    }
  }

  /** At the fill. @param entry average entry price @returns distances that hold until the next call */
  at(s: number, entry: number): StopDistances {
    const { distances } = this;
    const { stop, target, trailing } = this.known[s];
    distances.stop = nearest(stop, this.stopFraction * entry);
    distances.target = nearest(target, this.targetFraction * entry);
    distances.trailing = trailing;
    distances.trailingFraction = this.trailingFraction;
    return distances;
  }
}

interface KnownDistances {
  stop: number;
  target: number;
  trailing: number;
}

function fractionOf(rule: Distance | null): number {
  return rule?.kind === 'percent' ? rule.fraction : 0;
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
