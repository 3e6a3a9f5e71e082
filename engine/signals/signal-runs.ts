/**
 * The acting direction of one symbol as runs: spans of slices with one direction.
 * A strategy that stays long for a week is one run, so the engine can jump to the slice where something changes.
 */
import { majorityOf } from '../model/index.ts';
import { actingDirection, type CombinedColumn } from './signal-combiner.ts';

export interface SignalRuns {
  /** First grid index of each run; the first is 0, and one more entry after the last holds the length. */
  readonly starts: Int32Array;
  /** -1, 0 or 1. */
  readonly directions: Int8Array;
  readonly count: number;
  /** By direction + 1: the first run with that direction at each run or after it, `count` where there is none. */
  readonly nextOf: readonly [sell: Int32Array, hold: Int32Array, buy: Int32Array];
  /** Slices with a direction other than 0. */
  readonly acting: number;
}

/**
 * @param floor confidence floor in thousandths
 * @param row row of the symbol's candle at each grid index, -1 where missing (a missing candle says nothing: the run goes on); null when none is missing
 * @param from slices before this index have no direction (warm-up)
 */
export function findSignalRuns(
  column: CombinedColumn,
  floor: number,
  row: Int32Array | null,
  from: number,
): SignalRuns {
  const length = column.packed.length;
  let starts = new Int32Array(1024);
  let directions = new Int8Array(1024);
  let count = 1;
  let acting = 0;
  let current = 0;
  const fast = column.score === null && row === null;
  const packed = column.packed;
  for (let i = from; i < length; i += 1) {
    let direction: number;
    if (fast) {
      const p = packed[i];
      direction = p >>> 18 < floor * ((p >>> 6) & 0xf) ? 0 : majorityOf(p);
    } else {
      if (row !== null && row[i] < 0) continue;
      direction = actingDirection(column, i, floor);
    }
    if (direction !== 0) acting += 1;
    if (direction === current) continue;
    if (count + 1 >= starts.length) {
      starts = grow(starts);
      directions = grow(directions);
    }
    if (i === 0) {
      directions[0] = direction;
    } else {
      starts[count] = i;
      directions[count] = direction;
      count += 1;
    }
    current = direction;
  }
  starts[count] = length;
  return { starts, directions, count, nextOf: findNextOf(directions, count), acting };
}

function findNextOf(directions: Int8Array, count: number): SignalRuns['nextOf'] {
  const nextOf = [new Int32Array(count), new Int32Array(count), new Int32Array(count)] as const;
  const next = [count, count, count];
  for (let k = count - 1; k >= 0; k -= 1) {
    next[directions[k] + 1] = k;
    for (let d = 0; d < 3; d += 1) nextOf[d][k] = next[d];
  }
  return [...nextOf];
}

function grow<T extends Int32Array | Int8Array>(column: T): T {
  // The constructor of a typed array makes an array of the same type.
  const larger = new (column.constructor as new (n: number) => T)(column.length * 2);
  larger.set(column);
  return larger;
}
