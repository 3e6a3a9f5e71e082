import type { Line } from '../model/index.ts';
import type { StopLossManager } from '../risk/index.ts';
import type { SignalCursor } from './signal-cursor.ts';

/**
 * When each instrument next needs its stages: at a signal that a decision could act on, or at a candle that touches
 * a level. What was found holds until something of the instrument changes, which wakes it. Without planning,
 * every instrument is due at every slice.
 */
export class Agenda {
  /** Grid index at which an instrument is due, or any before; one that has passed means that nobody knows yet. */
  readonly due: Int32Array;
  private readonly lines: readonly Line[];
  private readonly cursors: readonly SignalCursor[];
  private readonly stops: StopLossManager;
  private readonly blocked: Int8Array;

  /** @param blocked direction by instrument that waits for its signal to change */
  constructor(lines: readonly Line[], cursors: readonly SignalCursor[], stops: StopLossManager, blocked: Int8Array) {
    this.due = new Int32Array(lines.length);
    this.lines = lines;
    this.cursors = cursors;
    this.stops = stops;
    this.blocked = blocked;
  }

  /** Something of an instrument changed: its position, its levels, or what waits for it. */
  wake(s: number): void {
    this.due[s] = 0;
  }

  /**
   * Finds the next slice in which any instrument is due; no order may be waiting.
   * @param untouched grid index from which candles are to be looked at: i, or i + 1 where slice i has traded already
   * @returns grid index in [i, end]
   */
  next(i: number, end: number, untouched: number): number {
    const { due } = this;
    let next = end;
    for (let s = 0; s < due.length; s += 1) {
      if (due[s] <= i) due[s] = this.find(s, i, untouched);
      if (due[s] < next) {
        next = due[s];
        if (next === i) return i;
      }
    }
    return next;
  }

  private find(s: number, i: number, untouched: number): number {
    const { columns, tactical } = this.lines[s];
    const position = Math.sign(tactical.units);
    const signal = this.cursors[s].next(i, columns.mark.length, position, this.blocked[s]);
    if (signal === i || this.stops.direction(s) === 0) return signal;
    return this.stops.findTouch(s, columns.reach, untouched, signal);
  }
}
