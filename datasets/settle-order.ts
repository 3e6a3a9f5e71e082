import { type CandleColumns, COLUMN_NAMES } from './candle-columns.ts';
import type { CandleDefect } from './candle-defect.ts';
import type { GrowingRecords } from './growing-records.ts';
import { duplicateTime, unorderedTime } from './order-defect.ts';
import { orderRows } from './order-rows.ts';
import type { RepairLog } from './repair-log.ts';
import type { Repair } from './repairs.ts';

/** Rows in the order of the file, and what may be done with them. */
export interface UnsettledRows {
  readonly columns: CandleColumns;
  /** Place of each row in the file, ascending; one number a record. */
  readonly places: GrowingRecords;
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
  const sorted = orderRows(time);
  const stays = settleDuplicates(rows, sorted, log, refuse);
  let count = 0;
  for (const at of sorted) if (stays[at] === 1) sorted[count++] = at;
  const positions = sorted.subarray(0, count);
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
      place: places.at(at, 0),
      first: places.at(first, 0),
      time: time[at] as number,
      column: Math.max(0, column),
      value: columns[name][at] as number,
      kept: columns[name][first] as number,
    });
  }
  if (earliest >= 0 && !repair.includes('keep-first')) {
    const before = { place: places.at(earliestFirst, 0), time: time[earliestFirst] as number };
    refuse(places.at(earliest, 0), duplicateTime(before, noun));
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
  const timeOf = (at: number): number => time[at] as number;
  const placeOf = (at: number): number => places.at(at, 0);
  // The first row always stays: of rows with one time it is the first that does.
  let descending: boolean | null = null;
  let broken = false;
  let before = 0;
  for (let at = 1; at < stays.length && !broken; at++) {
    if (stays[at] === 0) continue;
    descending ??= timeOf(at) < timeOf(before);
    broken = timeOf(at) < timeOf(before) !== descending;
    if (broken && !repair.includes('sort')) {
      const last = { place: placeOf(before), time: timeOf(before) };
      refuse(placeOf(at), unorderedTime(last, timeOf(at), descending, noun));
    }
    before = at;
  }
  if (!broken) return descending ?? false;
  let latest = 0;
  for (let at = 1; at < stays.length; at++) {
    if (stays[at] === 0) continue;
    if (timeOf(at) > timeOf(latest)) latest = at;
    else log.moved(placeOf(at), timeOf(at), placeOf(latest));
  }
  return false;
}
