import { COLUMN_NAMES } from './candle-columns.ts';
import { createGrowingRecords, type GrowingRecords } from './growing-records.ts';
import { isoTime } from './iso-time.ts';
import { createKeptTexts } from './kept-texts.ts';
import type { RepairCounts, RepairedRow, RepairedRows } from './repairs.ts';

/** A row left out because its time was there already. */
export interface Duplicate {
  readonly place: number;
  /** Place of the row that stays. */
  readonly first: number;
  readonly time: number;
  /** Index in COLUMN_NAMES of the first column in which the two differ; 0 when they are the same. */
  readonly column: number;
  /** What that column says in the row left out, and in the row that stays. */
  readonly value: number;
  readonly kept: number;
}

/** Rows that repairs touched, as they are found. */
export interface RepairLog {
  /** Rows come in the order of the file. */
  dropped(place: number, reason: string): void;
  /** Rows come in any order. */
  duplicate(duplicate: Duplicate): void;
  /**
   * Rows come in the order of the file.
   * @param after place of the earlier row with the later time
   */
  moved(place: number, time: number, after: number): void;
  counts(): RepairCounts;
  /** In the order of the file; a view of the log, not a copy. */
  rows(): RepairedRows;
}

/** Field of a record that holds its place, whatever its kind. */
const PLACE = 0;

/**
 * Opens a log. A broken file has millions of such rows, so a row costs its numbers only; its sentence is made when
 * somebody reads it.
 * @param noun what a place is called
 */
export function createRepairLog(noun: 'line' | 'row'): RepairLog {
  /** place, start and bytes of the reason */
  const drops = createGrowingRecords(3);
  /** place, first, time, column, value, kept */
  const duplicates = createGrowingRecords(6);
  /** place, after */
  const moves = createGrowingRecords(2, 'places');
  const movedTimes = createGrowingRecords(1);
  const reasons = createKeptTexts();
  const counts: { -readonly [kind in keyof RepairCounts]: number } = {};
  const count = (kind: keyof RepairCounts): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };

  const tellDrop = (record: number): string => reasons.read(drops.at(record, 1), drops.at(record, 2));
  const tellDuplicate = (record: number): string => {
    const same = `expected a time of its own, was ${isoTime(duplicates.at(record, 2))} of ${noun} ${duplicates.at(record, 1)}`;
    const column = duplicates.at(record, 3);
    return column === 0
      ? `${same} with the same values.`
      : `${same} with ${COLUMN_NAMES[column]} ${duplicates.at(record, 4)} instead of ${duplicates.at(record, 5)}.`;
  };
  const tellMove = (record: number): string =>
    `expected a time after that of ${noun} ${moves.at(record, 1)}, was ${isoTime(movedTimes.at(record, 0))}.`;

  /** Merges the three kinds by place; no row is of two. */
  function* read(): Generator<RepairedRow> {
    const order = orderByPlace(duplicates);
    let [drop, duplicate, move] = [0, 0, 0];
    for (;;) {
      const nextDrop = drop < drops.length() ? drops.at(drop, PLACE) : Infinity;
      const nextDuplicate = duplicate < order.length ? duplicates.at(order[duplicate] as number, PLACE) : Infinity;
      const nextMove = move < moves.length() ? moves.at(move, PLACE) : Infinity;
      const place = Math.min(nextDrop, nextDuplicate, nextMove);
      if (place === Infinity) return;
      if (place === nextDrop) yield { repair: 'drop', place, reason: tellDrop(drop++) };
      else if (place === nextMove) yield { repair: 'sort', place, reason: tellMove(move++) };
      else yield { repair: 'keep-first', place, reason: tellDuplicate(order[duplicate++] as number) };
    }
  }

  return {
    dropped(place, reason) {
      drops.push([place, ...reasons.keep(reason)]);
      count('drop');
    },
    duplicate({ place, first, time, column, value, kept }) {
      duplicates.push([place, first, time, column, value, kept]);
      count(column === 0 ? 'identical' : 'conflicting');
    },
    moved(place, time, after) {
      moves.push([place, after]);
      movedTimes.push([time]);
      count('sort');
    },
    counts: () => counts,
    rows: () => ({
      length: drops.length() + duplicates.length() + moves.length(),
      [Symbol.iterator]: read,
    }),
  };
}

function orderByPlace(records: GrowingRecords): Uint32Array {
  const order = Uint32Array.from({ length: records.length() }, (_, k) => k);
  return order.sort((a, b) => records.at(a, PLACE) - records.at(b, PLACE));
}

/** One sentence for each kind of repair that touched a row. */
export function describeRepairs({ drop, identical, conflicting, sort }: RepairCounts): string[] {
  const rows = (n: number): string => (n === 1 ? '1 row' : `${n} rows`);
  const sentences: string[] = [];
  if (drop !== undefined) sentences.push(`${rows(drop)} that cannot be candles left out, as asked.`);
  if (identical !== undefined) sentences.push(`${rows(identical)} repeating an earlier row left out, as asked.`);
  if (conflicting !== undefined) {
    sentences.push(`${rows(conflicting)} contradicting an earlier row of the same time left out, as asked.`);
  }
  if (sort !== undefined) sentences.push(`${rows(sort)} put in order of time, as asked.`);
  return sentences;
}
