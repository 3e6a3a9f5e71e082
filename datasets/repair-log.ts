import { COLUMN_NAMES } from './candle-columns.ts';
import { isoTime } from './iso-time.ts';
import type { Repair, RepairCounts, RepairedRow } from './repairs.ts';

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
  dropped(place: number, reason: string): void;
  duplicate(duplicate: Duplicate): void;
  /** @param after place of the earlier row with the later time */
  moved(place: number, time: number, after: number): void;
  counts(): RepairCounts;
  /** In the order of the file. */
  rows(): readonly RepairedRow[];
}

/**
 * Opens a log. A broken file has millions of such rows: equal reasons are kept once, and those that name a time or
 * a price are worded when somebody reads them, so that a row costs what its numbers cost.
 * @param noun what a place is called
 */
export function createRepairLog(noun: 'line' | 'row'): RepairLog {
  const rows: RepairedRow[] = [];
  const reasons = new Map<string, string>();
  const counts: { -readonly [kind in keyof RepairCounts]: number } = {};
  const count = (kind: keyof RepairCounts): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };

  class DuplicateRow implements RepairedRow {
    readonly repair: Repair = 'keep-first';
    readonly place: number;
    readonly #found: Duplicate;

    constructor(found: Duplicate) {
      this.place = found.place;
      this.#found = found;
    }

    get reason(): string {
      const { first, time, column, value, kept } = this.#found;
      const same = `expected a time of its own, was ${isoTime(time)} of ${noun} ${first}`;
      return column === 0
        ? `${same} with the same values.`
        : `${same} with ${COLUMN_NAMES[column]} ${value} instead of ${kept}.`;
    }
  }

  class MovedRow implements RepairedRow {
    readonly repair: Repair = 'sort';
    readonly place: number;
    readonly #time: number;
    readonly #after: number;

    constructor(place: number, time: number, after: number) {
      this.place = place;
      this.#time = time;
      this.#after = after;
    }

    get reason(): string {
      return `expected a time after that of ${noun} ${this.#after}, was ${isoTime(this.#time)}.`;
    }
  }

  return {
    dropped(place, reason) {
      const known = reasons.get(reason);
      if (known === undefined) reasons.set(reason, reason);
      rows.push({ repair: 'drop', place, reason: known ?? reason });
      count('drop');
    },
    duplicate(duplicate) {
      rows.push(new DuplicateRow(duplicate));
      count(duplicate.column === 0 ? 'identical' : 'conflicting');
    },
    moved(place, time, after) {
      rows.push(new MovedRow(place, time, after));
      count('sort');
    },
    counts: () => counts,
    rows: () => rows.sort((a, b) => a.place - b.place),
  };
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
