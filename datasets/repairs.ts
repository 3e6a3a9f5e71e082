/** What may be done to rows that are no candles; nothing of it happens unless asked for. */
export const REPAIRS = ['drop', 'keep-first', 'sort'] as const;
/**
 * `drop` leaves out rows that cannot be candles; `keep-first` leaves out later rows of a time already there;
 * `sort` puts rows in order of time.
 */
export type Repair = (typeof REPAIRS)[number];

/** One row that a repair touched. */
export interface RepairedRow {
  readonly repair: Repair;
  /** Line or row of the file, from 1. */
  readonly place: number;
  /** What was wrong, in one sentence. */
  readonly reason: string;
}

/** Rows that repairs touched, in the order of the file; made one by one while they are read, as there may be millions. */
export interface RepairedRows extends Iterable<RepairedRow> {
  readonly length: number;
}

/** How many rows repairs touched; a kind that touched none is absent. */
export interface RepairCounts {
  readonly drop?: number;
  /** Later rows of a time that said the same as its first. */
  readonly identical?: number;
  /** Later rows of a time that said something else than its first. */
  readonly conflicting?: number;
  readonly sort?: number;
}
