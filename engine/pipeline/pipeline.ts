import {
  type CancelReason,
  type FillEvent,
  type FillSink,
  OrderExecutor,
  slippedPrice,
  tacticalShareOf,
} from '../execution/index.ts';
import { createLines, InvariantError, type Line, type Market, Portfolio } from '../model/index.ts';
import { PerformanceTracker } from '../performance/index.ts';
import { PositionLimiter, RiskMonitor, RiskValidator, StopLossManager } from '../risk/index.ts';
import { Agenda } from './agenda.ts';
import { DecisionStage } from './decision-stage.ts';
import { MarkToMarket } from './mark-to-market.ts';
import { OrderDesk } from './order-desk.ts';
import type { PipelineSetup } from './pipeline-setup.ts';
import { RebalanceStage } from './rebalance-stage.ts';
import { RefusalCounts } from './refusal-counts.ts';
import { RunRecorder } from './run-recorder.ts';
import { SignalCursor } from './signal-cursor.ts';
import { decisionRules, executionRules, haltRules, sizingSettings, stopRules, validatorRules } from './stage-rules.ts';
import { StopDistanceMemo } from './stop-distances.ts';

/**
 * The one sequence of stages that every host runs. `bar(i)` is the only semantics: what the slice closing at grid
 * index i does. `coast` advances over slices in which, once what waits is filled, no signal, level, timer or limit can
 * act, where `bar` would only mark to market.
 */
export class Pipeline implements FillSink {
  readonly portfolio: Portfolio;
  readonly tracker = new PerformanceTracker();
  readonly monitor: RiskMonitor;
  readonly marks: MarkToMarket;
  readonly decisions: DecisionStage;
  /** Null where nothing is held by target weights. */
  readonly rebalancing: RebalanceStage | null;
  readonly refusals: RefusalCounts;
  readonly recorder: RunRecorder | null;
  fills = 0;
  /** Candles in which stop and target were both touched. */
  ambiguous = 0;
  private readonly setup: PipelineSetup;
  private readonly market: Market;
  private readonly lines: readonly Line[];
  private readonly executor: OrderExecutor;
  private readonly stops: StopLossManager;
  private readonly distances: StopDistanceMemo;
  private readonly desk: OrderDesk;
  private readonly agenda: Agenda;
  private readonly count: number;
  /** Grid index at which the next instrument has ended. */
  private nextEnding = 0;
  /** Grid index of the last slice in which everything was traded that its candle could trade. */
  private traded = -1;

  constructor(setup: PipelineSetup) {
    const { market, config, instruments, plans } = setup;
    this.setup = setup;
    this.market = market;
    this.count = instruments.length;
    this.portfolio = new Portfolio(this.count, config.account.cash);
    const lines = createLines(market.columns, instruments, this.portfolio);
    this.lines = lines;
    this.executor = new OrderExecutor(executionRules(config), this.portfolio, lines, this);
    this.stops = new StopLossManager(this.count, stopRules(config));
    this.distances = new StopDistanceMemo(config.stops, plans);
    this.monitor = new RiskMonitor(haltRules(config));
    const limits = validatorRules(config);
    const limiter = new PositionLimiter(limits);
    const validator = new RiskValidator(limits, limiter, this.monitor);
    this.refusals = new RefusalCounts(this.count);
    this.recorder = setup.runId === null ? null : new RunRecorder(market, setup.runId);
    const { portfolio, refusals, recorder, monitor } = this;
    const executor = this.executor;
    const desk = new OrderDesk(market, lines, portfolio, validator, executor, refusals, recorder);
    this.desk = desk;
    const rules = decisionRules(config, setup.shorts);
    const cursors = plans.map(({ runs }) => new SignalCursor(runs, rules));
    const distances = this.distances;
    const blocked = new Int8Array(this.count);
    const agenda = new Agenda(lines, cursors, this.stops, blocked);
    this.agenda = agenda;
    const partners = { cursors, agenda, limiter, monitor, distances, desk, refusals };
    this.decisions = new DecisionStage(lines, sizingSettings(config), plans, rules, blocked, partners);
    this.rebalancing =
      config.rebalance.coreShare > 0
        ? new RebalanceStage(market, config, setup.timers, portfolio, lines, desk, recorder !== null)
        : null;
    this.marks = new MarkToMarket(setup, portfolio, this.tracker, recorder);
  }

  /** Replays the whole span. */
  run(): void {
    const { start, end, config, market } = this.setup;
    this.monitor.reset(config.account.cash, market.day[start]);
    this.nextEnding = this.findEnding(start);
    const last = end - 1;
    let i = start;
    // Grid index at which coasting ended: that slice needs its bar.
    let due = -1;
    while (i < last) {
      // What waits is filled at this open; after that, the slice may be as quiet as any other.
      if (this.traded < i && (i === due || this.awaitsOpen)) this.trade(i);
      if (i === due) {
        this.bar(i);
        i += 1;
      } else {
        due = this.coast(i, last);
        i = due;
      }
    }
    if (config.execution.closeAtEnd) this.closeAtEnd(last);
    else this.bar(last);
    this.executor.cancelAll('end');
  }

  /** What the slice that closes at grid index i does, stage by stage. */
  bar(i: number): void {
    if (this.traded < i) this.trade(i);
    const equity = this.marks.markOne(i);
    if (this.monitor.watches && this.monitor.observe(equity, this.market.day[i])) this.stopTrading(i, equity);
    this.decisions.decide(i, equity);
    if (this.rebalancing !== null && this.monitor.halt === 'none') this.rebalancing.plan(i, equity);
    this.desk.send(i, equity);
  }

  /**
   * Advances from i over slices that need no `bar`; nothing may wait for the open of slice i any more.
   * @returns grid index of the first slice that does, at most `end`
   */
  coast(i: number, end: number): number {
    const { rebalancing } = this;
    if (!this.setup.coasting || this.awaitsOpen) return i;
    let to = Math.min(end, this.nextEnding);
    if (rebalancing !== null) to = rebalancing.nextStop(i, to);
    if (to === i) return i;
    to = this.agenda.next(i, to, this.traded === i ? i + 1 : i);
    if (to === i) return i;
    if (this.monitor.watches) to = this.findHalt(i, to);
    if (rebalancing !== null) to = rebalancing.passChecks(i, to, this.marks);
    if (to === i) return i;
    this.marks.mark(i, to);
    return to;
  }

  /** An order waits for an open, or a rebalance for the last of its orders. */
  private get awaitsOpen(): boolean {
    return this.executor.book.waiting > 0 || (this.rebalancing?.awaitsSettlement ?? false);
  }

  /** Everything that trades inside slice i: endings, what was ordered before, stops and targets. */
  private trade(i: number): void {
    this.traded = i;
    if (i === this.nextEnding) this.closeEnded(i);
    if (this.executor.book.waiting > 0) this.executor.fillAtOpen(i);
    if (this.rebalancing?.awaitsSettlement) this.rebalancing.settle(i);
    if (this.stops.active > 0) this.protect(i);
  }

  /** Grid index of the first close in [i, to) that starts a halt, or `to`. */
  private findHalt(i: number, to: number): number {
    const { equity } = this.setup;
    if (equity === null) throw new InvariantError('no-equity', 'Expected a run with halts to keep its equity.');
    this.marks.sketch(equity, i, to);
    return this.monitor.advance(equity, this.market.day, i, to);
  }

  /** First grid index, from i on, at which the candles of an instrument have ended. */
  private findEnding(i: number): number {
    let next = this.market.length;
    for (const { last } of this.market.columns) if (last + 1 >= i) next = Math.min(next, last + 1);
    return next;
  }

  /** An instrument whose candles have ended is closed at its last close, at the stated haircut. */
  private closeEnded(i: number): void {
    this.nextEnding = this.findEnding(i + 1);
    for (const line of this.lines) {
      const { last, mark } = line.columns;
      if (last + 1 !== i) continue;
      this.executor.cancel(line.reduction, 'delisted');
      this.executor.cancel(line.main, 'delisted');
      const direction = line.units() > 0 ? 1 : -1;
      const price = mark[i] * (1 - direction * this.setup.config.execution.endHaircut);
      this.executor.liquidate(line, i, price, mark[i], 'delisted');
    }
  }

  /** Stops and targets inside the candle, after the fills at its open. */
  private protect(i: number): void {
    const { due } = this.agenda;
    for (let s = 0; s < due.length; s += 1) {
      if (due[s] > i) continue;
      const line = this.lines[s];
      const exit = this.stops.check(s, i, line.columns);
      if (exit === 'none') continue;
      if (this.stops.exitIsAmbiguous) this.ambiguous += 1;
      const { exitPrice, exitIsLimit, exitIsTaker } = this.stops;
      const direction = this.stops.direction(s);
      this.executor.cancelTactical(line, 'stopped-out');
      this.executor.exitTactical(line, i, exitPrice, exitIsLimit, exitIsTaker, exit);
      this.decisions.blocked[s] = direction;
    }
  }

  /** A halt begins: what waits is cancelled, and with `flatten` positions are closed. */
  private stopTrading(i: number, equity: number): void {
    if (this.setup.config.risk.onHalt === 'freeze') {
      // Waiting reductions go on: a halt never stops anybody from getting out.
      for (const { main } of this.lines) this.executor.cancel(main, 'halted');
      return;
    }
    this.executor.cancelAll('halted');
    for (const line of this.lines) {
      const { core, tactical } = line;
      if (tactical.units !== 0) this.desk.closeTactical(line, 'halt');
      if (core.units !== 0) this.desk.moveCore(line, 'units', -core.units, -core.units, 'halt');
    }
    this.desk.send(i, equity);
  }

  /** The last slice with `closeAtEnd`: nothing is decided any more, positions are sold at its close. */
  private closeAtEnd(last: number): void {
    if (this.traded < last) this.trade(last);
    for (const line of this.lines) {
      const close = line.columns.mark[last];
      const price = slippedPrice(close, -line.units(), this.setup.config.costs.slippage);
      this.executor.liquidate(line, last, price, close, 'end');
    }
    this.marks.markOne(last);
  }

  // What the order executor reports.

  onFill(fill: FillEvent): void {
    this.fills += 1;
    this.tracker.recordFill(Math.abs(fill.units) * fill.price, fill.fee, fill.slippage);
    this.recorder?.fill(fill);
    if (fill.short > 0) this.refusals.add('execution', 'cut to the cash there is, or to its cap', fill.line.s);
    const share = tacticalShareOf(fill);
    if (fill.core !== 0) {
      this.bookCore(fill, fill.fee * (1 - share));
      const cost = (fill.fee + fill.slippage) * (1 - share);
      this.rebalancing?.rebalancer.recordFill(Math.abs(fill.core) * fill.price, cost);
    }
    if (fill.tactical !== 0) this.bookTactical(fill, fill.fee * share);
    this.portfolio.readLine(fill.line);
  }

  onWaiting(line: Line): void {
    this.decisions.readIntention(line);
  }

  onCancel(line: Line, order: number, reason: CancelReason): void {
    this.recorder?.cancel(order, reason);
    if (reason === 'no-cash' || reason === 'rounded-to-nothing') this.refusals.add('execution', reason, line.s);
    this.decisions.readIntention(line);
  }

  sizeAtFill(line: Line, value: number, equity: number, price: number): number {
    return this.decisions.baseUnits(line.s, equity, price) * value;
  }

  private bookCore(fill: FillEvent, fee: number): void {
    const { core } = this.portfolio;
    if (core.book(fill.line.core, fill.core, fill.price, fee, fill.candle)) {
      this.tracker.recordTrade(core.closed.pnl);
      this.recorder?.trade(fill.line.s, core.closed, fill.candle, fill.reason, 'core');
    }
  }

  private bookTactical(fill: FillEvent, fee: number): void {
    const { line, candle } = fill;
    const { s } = line;
    const { tactical } = this.portfolio;
    if (tactical.book(line.tactical, fill.tactical, fill.price, fee, candle)) {
      this.tracker.recordTrade(tactical.closed.pnl);
      this.decisions.tally(tactical.closed.pnl);
      this.recorder?.trade(s, tactical.closed, candle, fill.reason, 'tactical');
    }
    const { units, entryPrice } = line.tactical;
    this.agenda.wake(s);
    this.decisions.readIntention(line);
    if (units === 0) this.stops.release(s);
    else if (this.distances.isUsed && fill.tactical * units > 0) {
      const liveFrom = this.setup.config.execution.stopsFrom === 'fill' ? candle : candle + 1;
      this.stops.protect(s, units > 0 ? 1 : -1, entryPrice, this.distances.at(s, entryPrice), candle, liveFrom);
    }
  }
}
