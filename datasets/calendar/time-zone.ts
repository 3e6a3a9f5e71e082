import { DatasetError } from '../../engine/model/index.ts';

const DAY_MS = 86_400_000;

/** What is known of one zone; offsets are kept by UTC day, because a file asks for the same days again and again. */
interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly days: Map<number, DayOffsets>;
}

/** Offsets of one UTC day: `before` up to the instant `change`, `after` from there on; equal on most days. */
interface DayOffsets {
  readonly change: number;
  readonly before: number;
  readonly after: number;
}

const zones = new Map<string, Zone>();

/**
 * Offset of a time zone from UTC at an instant, from the time zone data that Node brings along.
 * @param zone IANA name, such as `America/New_York`
 * @param utcMs epoch ms UTC
 * @returns ms to add to UTC to get the wall clock: -18,000,000 in a New York winter
 * @throws DatasetError `zone-unknown`
 * @example
 * zoneOffsetMs('America/New_York', Date.UTC(2020, 6, 1)); // -14400000
 */
export function zoneOffsetMs(zone: string, utcMs: number): number {
  const known = zones.get(zone) ?? openZone(zone);
  const day = Math.floor(utcMs / DAY_MS);
  let offsets = known.days.get(day);
  if (offsets === undefined) {
    offsets = measureDay(known.format, day * DAY_MS);
    known.days.set(day, offsets);
  }
  return utcMs < offsets.change ? offsets.before : offsets.after;
}

/**
 * Instant of a wall clock time in a zone. A time that occurs twice, when clocks go back, is the first of the two. A
 * time that does not occur, when clocks go forward, is read by the offset before the change and so comes out later by
 * the hour that was skipped: 02:30 is 03:30.
 * @param zone IANA name
 * @param year of the Gregorian calendar, 1000 or later
 * @param month 1 to 12
 * @param day of the month, from 1
 * @param msOfDay ms since midnight on the wall clock
 * @returns epoch ms UTC
 * @throws DatasetError `zone-unknown`
 * @see RFC 5545 section 3.3.5 for the rule of both cases
 * @example
 * localToUtc('America/New_York', 2020, 7, 1, 9.5 * 3_600_000); // 1593610200000
 */
export function localToUtc(zone: string, year: number, month: number, day: number, msOfDay: number): number {
  const wall = Date.UTC(year, month - 1, day) + msOfDay;
  const before = zoneOffsetMs(zone, wall - DAY_MS);
  const after = zoneOffsetMs(zone, wall + DAY_MS);
  const first = wall - before;
  if (before === after || zoneOffsetMs(zone, first) === before) return first;
  const second = wall - after;
  return zoneOffsetMs(zone, second) === after ? second : first;
}

function openZone(name: string): Zone {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    const text = `Expected a time zone such as America/New_York, was "${name}".`;
    throw new DatasetError('zone-unknown', text, { zone: name }, cause);
  }
  const zone = { format, days: new Map<number, DayOffsets>() };
  zones.set(name, zone);
  return zone;
}

function measureDay(format: Intl.DateTimeFormat, start: number): DayOffsets {
  const before = measure(format, start);
  const after = measure(format, start + DAY_MS);
  if (before === after) return { change: start, before, after };
  // No zone changes twice within a day, so halving finds the one change, to the second.
  let low = start;
  let high = start + DAY_MS;
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (measure(format, middle) === before) low = middle;
    else high = middle;
  }
  return { change: high, before, after };
}

/** Offset at one whole second, by writing the wall clock and reading it as if it were UTC. */
function measure(format: Intl.DateTimeFormat, utcMs: number): number {
  const fields: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(utcMs)) fields[type] = Number(value);
  const { year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN } = fields;
  return Date.UTC(year, month - 1, day, hour, minute, second) - utcMs;
}
