import { asciiText, parseDecimal } from './decimal.ts';

/** How a numeric time counts; `text` is a calendar date. */
export type TimeUnit = 's' | 'ms' | 'us' | 'ns' | 'text';

/** What the first number of a date such as 3/4/2020 is. */
export type DayOrder = 'day-first' | 'month-first';

const DAY_MS = 86_400_000;
const ISO =
  /^(\d{4})([-/]?)(\d{2})\2(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?$/;
/** `2017-08-17 04-AM`: the hour on a clock of twelve. */
const HOUR_OF_TWELVE = /^(\d{4})-(\d{2})-(\d{2}) (\d{2})-(AM|PM)$/;
/** `8/17/2017 4:00 PM`, `17.08.2017 16:00`: day and month in the order of some country. */
const LOCAL = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])[Mm])?)?$/;
/** Counts of nanoseconds have more digits than a double holds. */
const NANOSECONDS = /^(\d{12,14})(\d{6})$/;

/** A time and how the file counts it. */
export interface Timestamp {
  /** Epoch ms UTC; NaN when the text is no time or no whole millisecond. */
  time: number;
  unit: TimeUnit;
}

/** Reused for every call: a file has millions of times. */
const timestamp: Timestamp = { time: NaN, unit: 'ms' };

function timestampIn(unit: TimeUnit, time: number): Readonly<Timestamp> {
  timestamp.time = time;
  timestamp.unit = unit;
  return timestamp;
}

/**
 * Reads a count of seconds, milliseconds, microseconds or nanoseconds since 1970 by its size: seconds reach 1e11 in
 * the year 5138, milliseconds pass it in 1973.
 * @param value as written in the file
 * @returns holds until the next call of this file's functions
 */
export function timestampOf(value: number): Readonly<Timestamp> {
  const size = Math.abs(value);
  if (size < 1e11) return timestampIn('s', Math.round(value * 1000));
  if (size < 1e14) return timestampIn('ms', Number.isInteger(value) ? value : NaN);
  if (size < 1e17) return timestampIn('us', value % 1000 === 0 ? value / 1000 : NaN);
  return timestampIn('ns', NaN);
}

/**
 * Reads a time: a count as timestampOf does, or an ISO date or date-time. Eight digits are a date (20170817). A time
 * without zone is UTC; the zone of the machine never matters.
 * @param bytes ASCII text
 * @param start offset of its first byte
 * @param end offset after its last byte
 * @param order of day and month in dates such as 3/4/2020; without it they are no time
 * @returns holds until the next call of this file's functions
 */
export function parseTimestamp(
  bytes: Uint8Array,
  start: number,
  end: number,
  order: DayOrder | null = null,
): Readonly<Timestamp> {
  const text = asciiText(bytes, start, end).trim();
  if (text.length !== 8) {
    const count = NANOSECONDS.exec(text);
    // Milliseconds are whole thousandths of a second here, so the last six digits of nanoseconds must be zeros.
    if (count !== null) return timestampIn('ns', count[2] === '000000' ? Number(count[1]) : NaN);
    const value = parseDecimal(bytes, start, end);
    if (!Number.isNaN(value)) return timestampOf(value);
  }
  const iso = parseIsoTime(text);
  return timestampIn('text', Number.isNaN(iso) ? parseOtherTime(text, order) : iso);
}

/**
 * Reads an ISO date or date-time.
 * @param text `2017-08-17`, `2017-08-17T04:00:00Z`, `2017-08-17 04:00`, `2017-08-17 04:00:00.000+02:00`, `20170817`
 * @returns epoch ms UTC; NaN when it is none, names no day of the calendar or splits a millisecond
 */
export function parseIsoTime(text: string): number {
  const match = ISO.exec(text.trim());
  if (match === null) return NaN;
  const [, year, , month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = ''] = match;
  if (/[^0]/.test(fraction.slice(3))) return NaN;
  const clock = clockMs(Number(hour), Number(minute), Number(second));
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return daysFromCivil(Number(year), Number(month), Number(day)) * DAY_MS + clock + millis - zoneOffsetMs(zone);
}

/** The two numbers before the year of a date such as 3/4/2020; null when the text is no such date. */
export function dayAndMonthOf(text: string): readonly [number, number] | null {
  const match = LOCAL.exec(text.trim());
  return match === null ? null : [Number(match[1]), Number(match[3])];
}

function parseOtherTime(text: string, order: DayOrder | null): number {
  const twelve = HOUR_OF_TWELVE.exec(text);
  if (twelve !== null) {
    const [, year, month, day, hour, half] = twelve;
    return daysFromCivil(Number(year), Number(month), Number(day)) * DAY_MS + clockMs(hourOf(Number(hour), half), 0, 0);
  }
  const local = LOCAL.exec(text);
  if (local === null || order === null) return NaN;
  const [, first, , second, year, hour = '0', minute = '0', seconds = '0', half] = local;
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  const clock = clockMs(hourOf(Number(hour), half), Number(minute), Number(seconds));
  return daysFromCivil(Number(year), Number(month), Number(day)) * DAY_MS + clock;
}

/** Hour of a clock of 24 from one of twelve; 12 AM is midnight. NaN for an hour that the clock does not have. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return NaN;
  return (hour % 12) + (half.toUpperCase().startsWith('P') ? 12 : 0);
}

function clockMs(hour: number, minute: number, second: number): number {
  return hour <= 23 && minute <= 59 && second <= 59 ? ((hour * 60 + minute) * 60 + second) * 1000 : NaN;
}
/** Offset of a zone such as `+05:30` from UTC; 0 for Z, UTC and none. */
function zoneOffsetMs(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (Number(match[2]) > 18 || Number(match[3] ?? 0) > 59) return NaN;
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

/**
 * Days from 1970-01-01 to a day of the proleptic Gregorian calendar; NaN for a day that does not exist.
 * @see H. Hinnant, chrono-compatible low-level date algorithms, days_from_civil
 */
function daysFromCivil(year: number, month: number, day: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (day < 1 || !(day <= (lengths[month - 1] ?? 0))) return NaN;
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
