import { monthOf, nextMonthOf } from '../format/time.ts';

/** Returns of one calendar year, as fractions; null where the run does not reach. */
export interface YearReturns {
  readonly year: number;
  /** January to December. */
  readonly months: readonly (number | null)[];
  readonly total: number;
}

/** Value at the last candle of a month. */
export interface MonthEnd {
  /** `2021-03`. */
  readonly month: string;
  readonly time: number;
  readonly index: number;
}

/**
 * Finds the last candle of every month.
 * @param time closes, epoch ms, ascending; a close at midnight on the first belongs to the month it ends
 */
export function findMonthEnds(time: Float64Array): MonthEnd[] {
  const ends: MonthEnd[] = [];
  const last = time.length - 1;
  let next = Number.NEGATIVE_INFINITY;
  for (let index = 0; index <= last; index++) {
    const now = time[index] ?? 0;
    if (now > next) next = nextMonthOf(now - 1);
    if (index === last || (time[index + 1] ?? 0) > next) ends.push({ month: monthOf(now - 1), time: now, index });
  }
  return ends;
}

/**
 * Computes returns by calendar month and year (UTC).
 * @param ends month ends of the curve
 * @param values equity at every candle
 * @param start value before the first candle
 */
export function computeMonthlyReturns(ends: readonly MonthEnd[], values: Float64Array, start: number): YearReturns[] {
  const years: { year: number; months: (number | null)[]; total: number; first: number }[] = [];
  let before = start;
  for (const end of ends) {
    const year = Number(end.month.slice(0, 4));
    const now = values[end.index] ?? 0;
    let row = years.at(-1);
    if (row === undefined || row.year !== year) {
      row = { year, months: new Array<number | null>(12).fill(null), total: 0, first: before };
      years.push(row);
    }
    // A book that lost everything has no returns any more.
    row.months[Number(end.month.slice(5)) - 1] = before > 0 ? now / before - 1 : null;
    row.total = row.first > 0 ? now / row.first - 1 : 0;
    before = now;
  }
  return years.map(({ year, months, total }) => ({ year, months, total }));
}
