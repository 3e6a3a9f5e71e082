import { parseIsoTime } from '../formats/timestamp.ts';
import { DAY_MS } from '../interval.ts';
import type { CorporateEvent } from './corporate-event.ts';
import { type EventLine, eventNumber, readEventLines } from './event-lines.ts';

/** Factors are stored with six digits or more: a ratio this close to one of small whole numbers is that one. */
const RATIO_TOLERANCE = 1e-5;
const LARGEST_PART = 100;

interface FactorRow {
  readonly line: EventLine;
  readonly day: number;
  readonly price: number;
  readonly split: number;
}

/**
 * Reads a LEAN factor file: lines of date, price factor, split factor and reference price, oldest first. A line's
 * factors hold up to and with its date, so what happened between two lines took effect on the day after the first.
 * @param path of the file
 * @returns splits and dividend factors, oldest first
 * @throws DatasetError `factor-invalid`, `factor-unordered` with file and line; `file-unreadable`, `file-empty`
 */
export async function readFactorFile(path: string): Promise<readonly CorporateEvent[]> {
  const events: CorporateEvent[] = [];
  let before: FactorRow | null = null;
  for (const line of await readEventLines(path)) {
    const row = factorRow(line);
    if (before !== null && row.day <= before.day) {
      const was = line.cells[0] as string;
      line.fail('factor-unordered', `expected a date after that of line ${before.line.line}, was ${was}.`);
    }
    if (before !== null) events.push(...eventsBetween(before, row));
    before = row;
  }
  return events;
}

function factorRow(line: EventLine): FactorRow {
  const [date = '', price, split] = line.cells;
  const day = /^\d{8}$/.test(date) ? parseIsoTime(date) : NaN;
  if (Number.isNaN(day)) line.fail('factor-invalid', `expected a date as yyyyMMdd, was "${date}".`);
  const row = { line, day, price: eventNumber(price), split: eventNumber(split) };
  if (!(row.price > 0)) line.fail('factor-invalid', `expected a price factor > 0, was "${price ?? ''}".`);
  if (!(row.split > 0)) line.fail('factor-invalid', `expected a split factor > 0, was "${split ?? ''}".`);
  return row;
}

function eventsBetween(before: FactorRow, after: FactorRow): CorporateEvent[] {
  const day = before.day + DAY_MS;
  const events: CorporateEvent[] = [];
  if (after.split !== before.split) events.push({ kind: 'split', day, ratio: exactRatio(after.split / before.split) });
  if (after.price !== before.price) events.push({ kind: 'dividend-factor', day, factor: before.price / after.price });
  return events;
}

/** The ratio of small whole numbers that a quotient of rounded factors stands for; the quotient where there is none. */
function exactRatio(quotient: number): number {
  for (let denominator = 1; denominator <= LARGEST_PART; denominator++) {
    const numerator = Math.round(quotient * denominator);
    const ratio = numerator / denominator;
    if (numerator > 0 && ratio !== 1 && Math.abs(ratio / quotient - 1) < RATIO_TOLERANCE / denominator) return ratio;
  }
  return quotient;
}
