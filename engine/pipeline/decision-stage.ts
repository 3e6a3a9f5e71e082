import {
  baseUnits,
  type DecisionRules,
  decide,
  riskScore,
  scaleForRisk,
  sizeMultiplier,
  type TradeAction,
  type TradeTally,
} from '../decision/index.ts';
import { slippedPrice } from '../execution/index.ts';
import { type Line, REGIME_RISKS } from '../model/index.ts';
import type { PositionLimiter, RiskMonitor } from '../risk/index.ts';
import { confidenceAt, meanStrengthAt } from '../signals/index.ts';
import type { Agenda } from './agenda.ts';
import type { OrderDesk } from './order-desk.ts';
import type { RefusalCounts } from './refusal-counts.ts';
import type { SignalCursor } from './signal-cursor.ts';
import type { SizingSettings } from './stage-rules.ts';
import type { StopDistanceMemo } from './stop-distances.ts';
import type { SymbolPlan } from './symbol-plan.ts';

/** The other stages that a decision asks or tells. */
export interface DecisionPartners {
  readonly cursors: readonly SignalCursor[];
  readonly agenda: Agenda;
  readonly limiter: PositionLimiter;
  readonly monitor: RiskMonitor;
  readonly distances: StopDistanceMemo;
  readonly desk: OrderDesk;
  readonly refusals: RefusalCounts;
}

/** From combined signal to a wish for tactical units: what to do, how much, and at what risk. */
export class DecisionStage {
  /** Orders that decisions asked for. */
  decisions = 0;
  /** Sign of the tactical position once its waiting orders are filled. */
  readonly intended: Int8Array;
  /** Direction that was stopped out and waits for its signal to change. */
  readonly blocked: Int8Array;
  private readonly lines: readonly Line[];
  private readonly settings: SizingSettings;
  private readonly plans: readonly SymbolPlan[];
  private readonly rules: DecisionRules;
  private readonly with: DecisionPartners;
  /** Volatility at the decision, for orders sized at the fill. */
  private readonly volatility: Float64Array;
  private readonly trades: { -readonly [K in keyof TradeTally]: TradeTally[K] } = {
    trades: 0,
    wins: 0,
    grossProfit: 0,
    grossLoss: 0,
  };

  constructor(
    lines: readonly Line[],
    settings: SizingSettings,
    plans: readonly SymbolPlan[],
    rules: DecisionRules,
    blocked: Int8Array,
    partners: DecisionPartners,
  ) {
    this.lines = lines;
    this.settings = settings;
    this.plans = plans;
    this.rules = rules;
    this.with = partners;
    this.intended = new Int8Array(plans.length);
    this.blocked = blocked;
    this.volatility = new Float64Array(plans.length);
  }

  /** Decides for every symbol that is due and has a candle at grid index i. */
  decide(i: number, equity: number): void {
    const { lines } = this;
    const { due } = this.with.agenda;
    for (let s = 0; s < lines.length; s += 1) {
      if (due[s] > i) continue;
      const { row } = lines[s].columns;
      const r = row === null ? i : row[i];
      if (r < 0) continue;
      const direction = this.with.cursors[s].at(i);
      if (direction !== this.blocked[s]) this.blocked[s] = 0;
      const action = decide(this.rules, direction, this.intended[s], this.blocked[s]);
      if (action !== 'none') this.act(lines[s], i, r, action, direction, equity);
    }
  }

  /** Where the tactical position of a line will stand once everything that waits is filled. */
  readIntention(line: Line): void {
    const intended = Math.sign(line.tactical.units + line.pendingTactical());
    if (intended === this.intended[line.s]) return;
    this.intended[line.s] = intended;
    this.with.agenda.wake(line.s);
  }

  /** Counts a closed tactical trade, for the Kelly fraction. */
  tally(pnl: number): void {
    this.trades.trades += 1;
    if (pnl > 0) {
      this.trades.wins += 1;
      this.trades.grossProfit += pnl;
    } else this.trades.grossLoss -= pnl;
  }

  /** Units of a full-size position, before the multiplier. */
  baseUnits(s: number, equity: number, price: number): number {
    const { sizing, share, taker } = this.settings;
    return baseUnits(sizing, share * equity, price, taker, this.volatility[s], this.trades);
  }

  private act(line: Line, i: number, r: number, action: TradeAction, direction: number, equity: number): void {
    const { desk, monitor, refusals } = this.with;
    const { s } = line;
    this.decisions += 1;
    if (action === 'close' || action === 'flip') {
      desk.closeTactical(line, 'exit');
      if (action === 'close') return;
    }
    // Asked here too: netted with what the halt sells of the core, an opening would look like a reduction.
    if (monitor.halt !== 'none') {
      refusals.add('risk', 'halted', s);
      return;
    }
    // A position on its way is not scaled before it is there; under latency each candle would replace its order.
    if (action !== 'open' && action !== 'flip' && line.pendingTactical() !== 0) return;
    const plan = this.plans[s];
    const { sizing, slippage, resizeBand } = this.settings;
    const multiplier = sizeMultiplier(sizing, meanStrengthAt(plan.combined, i), confidenceAt(plan.combined, i));
    this.volatility[s] = plan.volatility === null ? Number.NaN : plan.volatility[r];
    const close = line.columns.mark[i];
    const full = this.baseUnits(s, equity, slippedPrice(close, direction, slippage)) * multiplier;
    if (!(full > 0)) {
      refusals.add('decision', 'no size: no equity, or no estimate of volatility yet', s);
      return;
    }
    const held = action === 'flip' ? 0 : line.tactical.units;
    const wanted = action === 'resize' ? direction * full - held : direction * full;
    if (action === 'resize' && Math.abs(wanted) <= resizeBand * Math.abs(held)) return;
    this.with.distances.capture(s, plan, r, direction);
    this.wish(line, r, action, wanted, direction * multiplier, (held + wanted) * close, equity);
  }

  /** @param value direction times multiplier, for an order sized at the fill */
  private wish(
    line: Line,
    r: number,
    action: TradeAction,
    wanted: number,
    value: number,
    notional: number,
    equity: number,
  ): void {
    const score = this.riskScore(line.s, r, notional, equity);
    const { scaled, maxRiskScore } = this.settings;
    const factor = scaled ? scaleForRisk(score, maxRiskScore) : 1;
    const atFill = this.settings.atFill && action !== 'resize';
    this.with.desk.moveTactical(
      line,
      atFill ? 'size' : 'units',
      factor * (atFill ? value : wanted),
      wanted * factor,
      action === 'resize' || action === 'add' ? 'resize' : 'entry',
      scaled ? -1 : score,
    );
  }

  private riskScore(s: number, r: number, notional: number, equity: number): number {
    const { volatility, longRunVolatility, regime } = this.plans[s];
    if (regime === null || volatility === null) return -1;
    const level = longRunVolatility === null ? volatility[r] : volatility[r] / longRunVolatility[r];
    const largest = this.with.limiter.largest(equity) ?? equity;
    return riskScore(level, Math.abs(notional) / largest, REGIME_RISKS[regime[r]]);
  }
}
