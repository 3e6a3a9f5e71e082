import type { Line, Market, Portfolio } from '../model/index.ts';
import { RebalanceExecutor } from '../rebalancing/index.ts';
import type { PipelineConfig } from './config-schema.ts';
import type { MarkToMarket } from './mark-to-market.ts';
import type { OrderDesk } from './order-desk.ts';
import { rebalanceRules } from './stage-rules.ts';

/** When the rebalancer looks, what it then asks of the order desk, and how close its fills came. */
export class RebalanceStage {
  readonly rebalancer: RebalanceExecutor;
  /** The rebalancer must look at every close. */
  private readonly watchesDrift: boolean;
  /** Nothing but the drifts decides at a timer, so that a quiet one can be passed. */
  private readonly timersPass: boolean;
  private readonly portfolio: Portfolio;
  private readonly lines: readonly Line[];
  private readonly desk: OrderDesk;
  private readonly atFill: boolean;
  private readonly timers: Int32Array;
  private readonly worth: Float64Array;
  /** Core units with what waits of them. */
  private readonly held: Float64Array;
  private timer = 0;
  /** Orders of the last rebalance may still wait. */
  awaitsSettlement = false;

  /** @param timers grid indices at which the calendar or the check is due */
  constructor(
    market: Market,
    config: PipelineConfig,
    timers: Int32Array,
    portfolio: Portfolio,
    lines: readonly Line[],
    desk: OrderDesk,
    recorded: boolean,
  ) {
    const { costs, account, execution, risk } = config;
    const rules = rebalanceRules(config);
    const spot = account.type === 'spot';
    this.rebalancer = new RebalanceExecutor(market, rules, costs.taker + costs.slippage, spot, recorded);
    const { kind } = rules.trigger;
    this.watchesDrift = kind === 'band' || kind === 'calendar-or-band';
    // A halt may begin or end between two checks, and a calendar date always trades: both need a bar of their own.
    const halts = risk.dailyLossLimit !== null || risk.maxDrawdown !== null;
    this.timersPass = kind === 'check' && !halts;
    this.portfolio = portfolio;
    this.lines = lines;
    this.desk = desk;
    this.atFill = execution.sizeAt === 'fill';
    this.timers = timers;
    this.worth = new Float64Array(market.columns.length);
    this.held = new Float64Array(market.columns.length);
  }

  /** Grid index of the next close at which the rebalancer must be asked, whatever the drifts; at most `end`. */
  nextStop(i: number, end: number): number {
    if (this.watchesDrift || !this.rebalancer.started) return i;
    if (this.timersPass) return end;
    this.seek(i);
    return this.timer < this.timers.length ? Math.min(end, this.timers[this.timer]) : end;
  }

  /**
   * Looks at the drifts at each check in [i, to), over which nothing is traded.
   * @returns grid index of the first check at which a rebalance is due, or `to`
   */
  passChecks(i: number, to: number, marks: MarkToMarket): number {
    if (!this.timersPass) return to;
    this.seek(i);
    const { timers, held, rebalancer } = this;
    let k = this.timer;
    if (k === timers.length || timers[k] >= to) return to;
    this.readHeld();
    for (; k < timers.length && timers[k] < to; k += 1) {
      if (!rebalancer.check(timers[k], marks.worthAt(timers[k]), held)) break;
    }
    this.timer = k;
    return k < timers.length ? Math.min(to, timers[k]) : to;
  }

  /** Asks for what the rebalancer plans at the close of grid index i. */
  plan(i: number, equity: number): void {
    const { rebalancer } = this;
    const timer = this.isTimer(i);
    if (!timer && !this.watchesDrift && rebalancer.started) return;
    this.readHeld();
    if (rebalancer.plan(i, timer, equity, this.portfolio.cash, this.held) === 0) return;
    for (const line of this.lines) {
      const { s } = line;
      if (rebalancer.notional[s] === 0) continue;
      // The new order replaces one that still waits, so it carries that one's units too.
      const units = rebalancer.notional[s] / line.columns.mark[i] + line.pendingCore();
      const weight = rebalancer.exactTarget(s) ?? rebalancer.targetWeight[s];
      this.desk.moveCore(line, this.atFill ? 'weight' : 'units', this.atFill ? weight : units, units, 'rebalance');
    }
    this.awaitsSettlement = true;
  }

  /** Once nothing of the last rebalance waits any more, its accuracy is measured at the prices of this open. */
  settle(i: number): void {
    for (const { main } of this.lines) if (main.number >= 0 && main.core !== 'none') return;
    this.awaitsSettlement = false;
    let equity = this.portfolio.cash;
    for (const line of this.lines) {
      const { open, mark } = line.columns;
      const price = Number.isNaN(open[i]) ? mark[i] : open[i];
      const core = line.core.units;
      this.worth[line.s] = core === 0 ? 0 : core * price;
      const units = line.units();
      if (units !== 0) equity += units * price;
    }
    this.rebalancer.settle(this.worth, equity);
  }

  private readHeld(): void {
    const { held } = this;
    for (const line of this.lines) held[line.s] = line.core.units + line.pendingCore();
  }

  private isTimer(i: number): boolean {
    this.seek(i);
    return this.timer < this.timers.length && this.timers[this.timer] === i;
  }

  private seek(i: number): void {
    while (this.timer < this.timers.length && this.timers[this.timer] < i) this.timer += 1;
  }
}
