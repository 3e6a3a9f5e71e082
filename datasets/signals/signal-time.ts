import { parseIsoTime } from '../formats/timestamp.ts';

/** An instant that its container has already read: ms since 1970, with a fraction where it lies between two. */
export interface ReadInstant {
  readonly instantMs: number;
}

const COUNT = /^[+-]?\d+(?:\.\d*)?$/;
/** Everything up to the millisecond, digits below it, and the zone. */
const FINE_ISO = /^(.*:\d{2}[.,]\d{3})(\d{1,6})(\D.*)?$/;
/** Anything strictly between two milliseconds will do: it is only ever rounded down or up. */
const BETWEEN = 0.5;
/** Seconds this near to a millisecond are one: doubles of today's seconds are 0.0003 ms apart. */
const NEAR_MS = 5e-4;

/**
 * Reads a time of a record: ISO (UTC unless it names a zone), eight digits as a date, or a count since 1970 in seconds,
 * ms, us or ns by its size (below 1e11, 1e14, 1e17). Models write microseconds; what lies between two milliseconds gets
 * a fraction, so that an event can be rounded down and its availability up, and nothing is known too early.
 * @param value text, number, bigint, Date or an instant read before
 * @returns epoch ms UTC, with a fraction where it lies between two; NaN for what is no time
 */
export function readInstant(value: unknown): number {
  if (typeof value === 'string') return instantOfText(value.trim());
  if (typeof value === 'number') return instantOfCount(value);
  if (typeof value === 'bigint') return instantOfInteger(value);
  if (value instanceof Date) return value.getTime();
  return isReadInstant(value) ? value.instantMs : NaN;
}

/** Ms of a count of shorter units, with a fraction where it is no whole ms. */
export function msOfUnits(count: bigint, perMs: bigint): number {
  const whole = count / perMs;
  const rest = count % perMs;
  if (rest === 0n) return Number(whole);
  return Number(whole) + (rest > 0n ? BETWEEN : -BETWEEN);
}

function isReadInstant(value: unknown): value is ReadInstant {
  return typeof value === 'object' && value !== null && 'instantMs' in value && typeof value.instantMs === 'number';
}

function instantOfText(text: string): number {
  if (COUNT.test(text) && text.length !== 8) {
    // Up to 15 digits a double is exact, and quicker.
    if (text.length < 16 || text.includes('.')) return instantOfCount(Number(text));
    return instantOfInteger(BigInt(text.replace('+', '')));
  }
  const fine = FINE_ISO.exec(text);
  if (fine === null) return parseIsoTime(text);
  const [, upToMs = '', below = '', zone = ''] = fine;
  return parseIsoTime(upToMs + zone) + (/[^0]/.test(below) ? BETWEEN : 0);
}

function instantOfCount(count: number): number {
  const size = Math.abs(count);
  if (!(size < 1e20)) return NaN;
  if (size >= 1e14 && Number.isInteger(count)) return instantOfInteger(BigInt(count));
  if (size >= 1e11) return size < 1e14 ? count : count / 1000;
  const ms = count * 1000;
  return Math.abs(ms - Math.round(ms)) < NEAR_MS ? Math.round(ms) : ms;
}

function instantOfInteger(count: bigint): number {
  const size = count < 0n ? -count : count;
  if (size < 100_000_000_000n) return Number(count) * 1000;
  if (size < 100_000_000_000_000n) return Number(count);
  if (size < 100_000_000_000_000_000n) return msOfUnits(count, 1000n);
  return size < 100_000_000_000_000_000_000n ? msOfUnits(count, 1_000_000n) : NaN;
}
