import { type Candle, DatasetError } from '../../engine/model/index.ts';
import { isoTime } from '../candle-intake.ts';

/** What to ask the exchange for; times are open times, epoch ms. */
export interface PageRequest {
  readonly since: number;
  readonly limit: number;
  /** Latest open time; absent where whatever follows `since` is wanted. */
  readonly until?: number;
}

/** Where a walk begins or goes on. */
export interface WalkStart {
  /** Where the next request starts: the last candle, so that it is seen twice, or a time without candles before it. */
  readonly from: number;
  /** The last candle that is kept. */
  readonly last: Candle | null;
}

/** What to walk over. */
export interface WalkSpan extends WalkStart {
  /** What errors begin with. */
  readonly name: string;
  readonly intervalMs: number;
  /** Candles that close later are not kept: neither those that are still open nor those beyond the end. */
  readonly end: number;
  /** Candles per page. */
  readonly limit: number;
}

/** Turns pages of any exchange into closed candles in order, each once. */
export interface PageWalk {
  /** The next request; null at the end. */
  next(): PageRequest | null;
  /**
   * Takes the answer to the last request.
   * @returns new closed candles in order of time; empty where another request must decide first
   * @throws DatasetError `candle-changed`, `pages-disagree`
   */
  take(page: readonly Candle[]): readonly Candle[];
  /** Where a later walk goes on, once the candles so far are kept. */
  position(): WalkStart;
  /** Pages that did not repeat the candle they were to begin with, so that it was seen once only. */
  unconfirmed(): number;
}

/**
 * Plans the pages of a download. Every page begins with the last candle of the page before, which must not have
 * changed. What lies between the start of a page and its first candle is asked for once more: an exchange that gives
 * the newest candles first fills it, and is then asked for windows that fit into one page; elsewhere it is a gap. An
 * empty page is asked for twice, then stepped over.
 */
export function createPageWalk({ name, intervalMs, end, limit: largest, ...start }: WalkSpan): PageWalk {
  const lastOpen = end - intervalMs;
  let { from, last } = start;
  let limit = largest;
  let windowed = false;
  /** A page that begins after a hole, while the hole is asked for. */
  let held: readonly Candle[] | null = null;
  let emptyBefore = false;
  let unconfirmed = 0;
  /** A page reached beyond the last candle that is wanted. */
  let done = false;

  const windowEnd = (): number => from + limit * intervalMs - 1;
  /** Earliest time at which the next unknown candle can open. */
  const nextOpen = (): number => (last !== null && from === last.time ? from + intervalMs : from);

  function next(): PageRequest | null {
    if (done || nextOpen() > lastOpen) return null;
    if (held?.[0] !== undefined) return { since: from, limit, until: Math.min(held[0].time - 1, lastOpen) };
    return windowed ? { since: from, limit, until: windowEnd() } : { since: from, limit };
  }

  function take(page: readonly Candle[]): readonly Candle[] {
    const latest = windowed && held === null ? windowEnd() : Number.POSITIVE_INFINITY;
    const rows = inOrder(page, name).filter((row) => row.time >= from && row.time <= latest);
    if (held !== null) return closeHole(held, rows);
    const first = unknown(rows)[0];
    if (first === undefined) return stepOver(rows);
    emptyBefore = false;
    // The first of all candles may lie off the grid of the start.
    const beginsWithLast = last !== null && rows[0]?.time === last.time;
    if (!beginsWithLast && first.time - nextOpen() >= intervalMs) {
      held = rows;
      return [];
    }
    return keep(rows);
  }

  /** Judges the answer to the question what lies before the page that is held. */
  function closeHole(after: readonly Candle[], rows: readonly Candle[]): readonly Candle[] {
    held = null;
    const begin = after[0]?.time ?? Number.POSITIVE_INFINITY;
    const found = unknown(rows).filter((row) => row.time < begin).length;
    if (found === 0) return keep([...rows.filter((row) => row.time < begin), ...after]);
    // The page was not the oldest part of what was asked for, so a window must hold no more than such a page.
    const fitting = windowed ? Math.max(found, after.length) : limit;
    if (windowed && fitting >= limit) {
      const text = `${name}: expected a window of ${limit} candles from ${isoTime(from)} to come in one page, was cut.`;
      throw new DatasetError('pages-disagree', text, { from, limit });
    }
    limit = Math.min(limit, fitting);
    windowed = true;
    return [];
  }

  function stepOver(rows: readonly Candle[]): readonly Candle[] {
    confirm(rows);
    if (emptyBefore) from += limit * intervalMs;
    emptyBefore = !emptyBefore;
    return [];
  }

  function keep(rows: readonly Candle[]): readonly Candle[] {
    confirm(rows);
    if (last !== null && from === last.time && rows[0]?.time !== from) unconfirmed++;
    const kept = unknown(rows).filter((row) => row.time <= lastOpen);
    done = (rows.at(-1)?.time ?? from) > lastOpen;
    last = kept.at(-1) ?? last;
    from = last?.time ?? from;
    return kept;
  }

  /** Rows after the last candle that is kept. */
  function unknown(rows: readonly Candle[]): readonly Candle[] {
    const known = last?.time ?? Number.NEGATIVE_INFINITY;
    return rows.filter((row) => row.time > known);
  }

  function confirm(rows: readonly Candle[]): void {
    const again = rows[0];
    if (last !== null && again?.time === last.time) expectSame(last, again, name);
  }

  return { next, take, position: () => ({ from, last }), unconfirmed: () => unconfirmed };
}

/** Sorts a page by time; the same candle twice is one candle. */
function inOrder(page: readonly Candle[], name: string): readonly Candle[] {
  const timeless = page.findIndex((row) => !Number.isFinite(row.time));
  if (timeless >= 0) {
    const text = `${name}: expected candle ${timeless + 1} of a page to have a time, was ${page[timeless]?.time}.`;
    throw new DatasetError('not-a-number', text, { row: timeless });
  }
  const sorted = page.toSorted((a, b) => a.time - b.time);
  return sorted.filter((row, i) => {
    const before = sorted[i - 1];
    if (before?.time !== row.time) return true;
    expectSame(before, row, name);
    return false;
  });
}

function expectSame(before: Candle, now: Candle, name: string): void {
  for (const field of ['open', 'high', 'low', 'close', 'volume'] as const) {
    if (Object.is(before[field] + 0, now[field] + 0)) continue;
    const text = `${name} at ${isoTime(now.time)}: expected ${field} to stay ${before[field]}, was ${now[field]} when it came again.`;
    throw new DatasetError('candle-changed', text, { time: now.time, field, before: before[field], now: now[field] });
  }
}
