import { parseIsoTime } from '../formats/timestamp.ts';
import { DAY_MS } from '../interval.ts';
import type { CorporateEvent } from './corporate-event.ts';
import { type EventLine, eventNumber, readEventLines } from './event-lines.ts';

const COLUMNS = ['date', 'kind', 'value'] as const;

/**
 * Reads a CSV of corporate events with the header `date,kind,value`, in any order of lines. The date is the ex-day; the
 * kind is `split` with a ratio (`4`, `4:1`, `1:20`) or `dividend` with the cash for each share.
 * @param path of the file
 * @returns events, oldest first
 * @throws DatasetError `header-missing`, `event-invalid`, `event-duplicate` with file and line; `file-unreadable`,
 *   `file-empty`
 */
export async function readEventsFile(path: string): Promise<readonly CorporateEvent[]> {
  const [header, ...lines] = await readEventLines(path);
  const names = header?.cells.map((cell) => cell.replace(/^\uFEFF/, '').toLowerCase());
  if (header !== undefined && names?.join() !== COLUMNS.join()) {
    header.fail('header-missing', `expected the header ${COLUMNS.join()}, was ${header.cells.join()}.`);
  }
  const seen = new Map<string, number>();
  const events = lines.map((line) => {
    const event = eventOf(line);
    // Two dividends of one day occur; the same one twice, or two splits, is a mistake.
    const key = event.kind === 'split' ? `split ${event.day}` : line.cells.join();
    const first = seen.get(key);
    if (first !== undefined)
      line.fail('event-duplicate', `expected one ${event.kind} of a day, was that of line ${first}.`);
    seen.set(key, line.line);
    return event;
  });
  return events.sort((a, b) => a.day - b.day);
}

function eventOf(line: EventLine): CorporateEvent {
  const [date = '', kind, value = ''] = line.cells;
  if (line.cells.length !== COLUMNS.length) {
    line.fail('event-invalid', `expected ${COLUMNS.length} fields, was ${line.cells.length}.`);
  }
  const day = parseIsoTime(date);
  if (!(day % DAY_MS === 0)) line.fail('event-invalid', `expected a date such as 2020-08-31, was "${date}".`);
  if (kind === 'split') {
    const [shares, old = '1', ...more] = value.split(':');
    const ratio = eventNumber(shares) / eventNumber(old);
    if (ratio > 0 && ratio < Infinity && more.length === 0) return { kind, day, ratio };
    return line.fail('event-invalid', `expected a split ratio such as 4 or 4:1, was "${value}".`);
  }
  if (kind === 'dividend') {
    const cash = eventNumber(value);
    if (cash > 0) return { kind, day, cash };
    return line.fail('event-invalid', `expected a dividend > 0, was "${value}".`);
  }
  return line.fail('event-invalid', `expected the kind split or dividend, was "${kind}".`);
}
