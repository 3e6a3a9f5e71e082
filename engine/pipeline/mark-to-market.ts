import type { Market, Portfolio } from '../model/index.ts';
import { type EquityPath, EquityWalk, type PerformanceTracker } from '../performance/index.ts';
import type { RunRecorder } from './run-recorder.ts';

/** Candles marked at a time: their equity stays in the nearest cache while it is walked along. */
const BLOCK = 512;

/** What marking needs to know of a run. */
export interface MarkingSetup {
  readonly market: Market;
  readonly start: number;
  /** Grid indices of the last candle of each day, whose equity is kept; ascending. */
  readonly dayEnds: Int32Array;
  /** Equity at every close is kept here, by grid index; null where nobody asks for it. */
  readonly equity: Float64Array | null;
}

/** Values the portfolio at every close: equity = cash + units x last close, in instrument order. */
export class MarkToMarket {
  /** Equity at the day ends passed so far. */
  readonly dayEquity: Float64Array;
  /** Candles of held instruments that were missing, so that an older close had to serve. */
  staleCandles = 0;
  /** Equity of the last close marked. */
  last: number;
  private readonly setup: MarkingSetup;
  private readonly marks: Float64Array;
  private readonly portfolio: Portfolio;
  private readonly tracker: PerformanceTracker;
  private readonly recorder: RunRecorder | null;
  private readonly walk: EquityWalk;
  private readonly block = new Float64Array(BLOCK);
  /** Day ends passed. */
  private days = 0;

  constructor(setup: MarkingSetup, portfolio: Portfolio, tracker: PerformanceTracker, recorder: RunRecorder | null) {
    const { market, start, dayEnds } = setup;
    this.setup = setup;
    this.marks = market.marks;
    this.portfolio = portfolio;
    this.tracker = tracker;
    this.recorder = recorder;
    this.dayEquity = new Float64Array(dayEnds.length);
    this.last = portfolio.cash;
    this.walk = new EquityWalk(market.time, market.intervalMs);
    this.walk.begin(portfolio.cash, market.time[start]);
  }

  /** Equity at one close; changes nothing. */
  worthAt(i: number): number {
    const { marks } = this;
    const { held } = this.portfolio;
    const count = held.length;
    const row = i * count;
    let worth = this.portfolio.cash;
    let s = 0;
    // What is not held adds 0, which changes no bit and is quicker than to ask. Four at a time: see `EquityWalk`.
    for (; s + 3 < count; s += 4) {
      const k = row + s;
      worth += held[s] * marks[k];
      worth += held[s + 1] * marks[k + 1];
      worth += held[s + 2] * marks[k + 2];
      worth += held[s + 3] * marks[k + 3];
    }
    for (; s < count; s += 1) worth += held[s] * marks[row + s];
    return worth;
  }

  /** Writes equity at closes [from, to) into the kept curve, without taking them in yet. */
  sketch(equity: Float64Array, from: number, to: number): void {
    for (let i = from; i < to; i += 1) equity[i] = this.worthAt(i);
  }

  /** Takes in one close. @returns its equity */
  markOne(i: number): number {
    const { equity, dayEnds } = this.setup;
    const value = this.worthAt(i);
    this.walk.step(value, i);
    this.last = value;
    if (this.days < dayEnds.length && dayEnds[this.days] === i) {
      this.dayEquity[this.days] = value;
      this.days += 1;
    }
    if (equity !== null) equity[i] = value;
    this.recordSpan(i, i + 1);
    return value;
  }

  /** Takes in the closes [from, to), over which nothing is traded. */
  mark(from: number, to: number): void {
    if (this.portfolio.holdings === 1 && this.setup.equity === null) this.markHeld(this.firstHeld(), from, to);
    else for (let i = from; i < to; i += BLOCK) this.markBlock(i, Math.min(to, i + BLOCK));
    this.recordSpan(from, to);
  }

  private recordSpan(from: number, to: number): void {
    if (this.portfolio.holdings > 0) this.tracker.addExposed(to - from);
    if (this.recorder !== null) this.recordExposure(this.recorder, from, to);
  }

  private firstHeld(): number {
    let s = 0;
    while (this.portfolio.held[s] === 0) s += 1;
    return s;
  }

  private markHeld(s: number, from: number, to: number): void {
    const { mark } = this.setup.market.columns[s];
    const { dayEnds } = this.setup;
    const { cash, held } = this.portfolio;
    const units = held[s];
    this.walk.hold(cash, units, mark, from, to);
    this.last = cash + units * mark[to - 1];
    let day = this.days;
    for (; day < dayEnds.length && dayEnds[day] < to; day += 1) this.dayEquity[day] = cash + units * mark[dayEnds[day]];
    this.days = day;
  }

  /** Ends the run. @param last grid index of its last close */
  end(last: number): EquityPath {
    return this.walk.end(last);
  }

  private markBlock(from: number, to: number): void {
    const block = this.block;
    const count = to - from;
    const { equity, dayEnds } = this.setup;
    if (this.portfolio.holdings === 0) block.fill(this.portfolio.cash, 0, count);
    else for (let k = 0; k < count; k += 1) block[k] = this.worthAt(from + k);
    this.walk.advance(block, count, from);
    this.last = block[count - 1];
    for (; this.days < dayEnds.length && dayEnds[this.days] < to; this.days += 1) {
      this.dayEquity[this.days] = block[dayEnds[this.days] - from];
    }
    if (equity !== null) for (let k = 0; k < count; k += 1) equity[from + k] = block[k];
  }

  private recordExposure(recorder: RunRecorder, from: number, to: number): void {
    recorder.cash.fill(this.portfolio.cash, from, to);
    const { columns } = this.setup.market;
    for (let s = 0; s < columns.length; s += 1) {
      const size = Math.abs(this.portfolio.held[s]);
      if (size === 0) continue;
      const { mark, row } = columns[s];
      for (let i = from; i < to; i += 1) {
        recorder.gross[i] += size * mark[i];
        if (row !== null && row[i] < 0) this.staleCandles += 1;
      }
    }
  }
}
