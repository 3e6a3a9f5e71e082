import { type CandleColumns, COLUMN_NAMES } from './candle-columns.ts';
import type { CandleDefect } from './candle-defect.ts';
import { duplicateTime, unorderedTime } from './order-defect.ts';
import type { RepairLog } from './repair-log.ts';
import type { Repair } from './repairs.ts';

/** Rows in the order of the file, and what may be done with them. */
export interface UnsettledRows {
  readonly columns: CandleColumns;
  /** Place of each row in the file, ascending. */
  readonly places: readonly number[];
  readonly repair: readonly Repair[];
  /** What a place is called. */
  readonly noun: 'line' | 'row';
}

/** How rows become candles ascending in time. */
export interface SettledOrder {
  /** Positions of the rows that stay, ascending in time; null when every row stays where it is. */
  readonly positions: Uint32Array | null;
  /** Whether the rows that stay had the newest first throughout. */
  readonly newestFirst: boolean;
}

/**
 * Finds an order for rows that may be repaired, and logs each row that it leaves out or moves. Rows that have the
 * newest first throughout are turned round, which is no repair.
 * @param refuse throws the error of a row that no repair asked for allows
 */
export function settleOrder(
  rows: UnsettledRows,
  log: RepairLog,
  refuse: (place: number, defect: CandleDefect) => never,
): SettledOrder {
  const { time } = rows.columns;
  if (ascends(time)) return { positions: null, newestFirst: false };
  const sorted = Uint32Array.from({ length: time.length }, (_, i) => i);
  sorted.sort((a, b) => (time[a] as number) - (time[b] as number) || a - b);
  const stays = settleDuplicates(rows, sorted, log, refuse);
  const positions = sorted.filter((at) => stays[at] === 1);
  const newestFirst = settleMoves(rows, stays, log, refuse);
  return { positions, newestFirst };
}

function ascends(time: Float64Array): boolean {
  for (let i = 1; i < time.length; i++) if (!((time[i] as number) > (time[i - 1] as number))) return false;
  return true;
}

/** Marks the first row of each time with 1, in the order of the file. */
function settleDuplicates(
  { columns, places, repair, noun }: UnsettledRows,
  sorted: Uint32Array,
  log: RepairLog,
  refuse: (place: number, defect: CandleDefect) => never,
): Uint8Array {
  const { time } = columns;
  const stays = new Uint8Array(time.length);
  let first = -1;
  let earliest = -1;
  let earliestFirst = -1;
  for (const at of sorted) {
    if (first < 0 || time[at] !== time[first]) {
      first = at;
      stays[at] = 1;
      continue;
    }
    if (earliest < 0 || at < earliest) {
      earliest = at;
      earliestFirst = first;
    }
    if (!repair.includes('keep-first')) continue;
    const column = COLUMN_NAMES.findIndex((name) => columns[name][at] !== columns[name][first]);
    const name = COLUMN_NAMES[Math.max(0, column)] as (typeof COLUMN_NAMES)[number];
    log.duplicate({
      place: places[at] as number,
      first: places[first] as number,
      time: time[at] as number,
      column: Math.max(0, column),
      value: columns[name][at] as number,
      kept: columns[name][first] as number,
    });
  }
  if (earliest >= 0 && !repair.includes('keep-first')) {
    const before = { place: places[earliestFirst] as number, time: time[earliestFirst] as number };
    refuse(places[earliest] as number, duplicateTime(before, noun));
  }
  return stays;
}

/** Walks the rows that stay in the order of the file. @returns whether each is older than the one before */
function settleMoves(
  { columns, places, repair, noun }: UnsettledRows,
  stays: Uint8Array,
  log: RepairLog,
  refuse: (place: number, defect: CandleDefect) => never,
): boolean {
  const { time } = columns;
  const kept = Uint32Array.from({ length: stays.length }, (_, at) => at).filter((at) => stays[at] === 1);
  const timeOf = (k: number): number => time[kept[k] as number] as number;
  const placeOf = (k: number): number => places[kept[k] as number] as number;
  const descending = kept.length > 1 && timeOf(1) < timeOf(0);
  let broken = -1;
  for (let k = 1; k < kept.length && broken < 0; k++) if (timeOf(k) < timeOf(k - 1) !== descending) broken = k;
  if (broken < 0) return descending;
  if (!repair.includes('sort')) {
    const before = { place: placeOf(broken - 1), time: timeOf(broken - 1) };
    refuse(placeOf(broken), unorderedTime(before, timeOf(broken), descending, noun));
  }
  let latest = 0;
  for (let k = 1; k < kept.length; k++) {
    if (timeOf(k) > timeOf(latest)) latest = k;
    else log.moved(placeOf(k), timeOf(k), placeOf(latest));
  }
  return false;
}
