import { parseDecimal } from './decimal.ts';
import { parseTimestamp, timestampOf } from './timestamp.ts';

/** How the values of a column are to be read. */
export type ColumnKind =
  /** Single: stored in 32 bits, which hold about 7 digits. */
  | { readonly type: 'number'; readonly single: boolean }
  | { readonly type: 'text' }
  /** Whole numbers of the last decimal place. */
  | { readonly type: 'decimal'; readonly scale: number }
  /** Counts since 1970-01-01 UTC. */
  | { readonly type: 'instant'; readonly unit: InstantUnit };
export type InstantUnit = 'day' | 's' | 'ms' | 'us' | 'ns';

/** A run of values of one column, as the file's own library gives them; a missing value is null or undefined. */
export interface TableColumn {
  readonly kind: ColumnKind;
  readonly values: ArrayLike<unknown>;
}

const DAY_MS = 86_400_000;

/**
 * Reads a column of open times.
 * @param out epoch ms UTC; NaN for what is no time or no whole millisecond. A count without a unit is read by its size.
 * @param start first value that is read
 */
export function timesInto(out: Float64Array, column: TableColumn, start: number): void {
  const { kind, values } = column;
  for (let i = 0; i < out.length; i++) {
    const value = values[start + i];
    if (value === null || value === undefined) out[i] = NaN;
    else if (kind.type === 'instant') out[i] = instantOf(value, kind.unit);
    else if (typeof value === 'string') out[i] = textTime(value);
    else if (typeof value === 'bigint') out[i] = countTime(value);
    else out[i] = typeof value === 'number' && kind.type === 'number' ? timestampOf(value).time : NaN;
  }
}

/**
 * Reads a column of prices or volumes.
 * @param out the double nearest to each; NaN for what is no number
 * @param start first value that is read
 */
export function numbersInto(out: Float64Array, column: TableColumn, start: number): void {
  const { kind, values } = column;
  if (kind.type === 'number' && (values instanceof Float64Array || values instanceof Float32Array)) {
    out.set(values.subarray(start, start + out.length));
    return;
  }
  for (let i = 0; i < out.length; i++) out[i] = numberOf(values[start + i], kind);
}

/** A value as an error shows it. */
export function shownValue(column: TableColumn, at: number): string {
  const value = column.values[at];
  if (value === null || value === undefined) return 'empty';
  if (column.kind.type === 'decimal' && typeof value === 'bigint') return decimalText(value, column.kind.scale);
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
}

function numberOf(value: unknown, kind: ColumnKind): number {
  if (kind.type === 'decimal') {
    if (typeof value !== 'bigint' && typeof value !== 'number') return NaN;
    return Number(decimalText(BigInt(value), kind.scale));
  }
  if (kind.type === 'instant') return NaN;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return NaN;
  const bytes = Buffer.from(value);
  return parseDecimal(bytes, 0, bytes.length);
}

/** Written out first, so that the number is the one nearest to the decimal and not a product rounded twice. */
function decimalText(digits: bigint, scale: number): string {
  return `${digits}e${-scale}`;
}

function instantOf(value: unknown, unit: InstantUnit): number {
  if (typeof value !== 'bigint' && typeof value !== 'number') return NaN;
  if (unit === 'ns' || unit === 'us') return wholeMs(BigInt(value), unit === 'ns' ? 1_000_000n : 1000n);
  return Number(value) * (unit === 'day' ? DAY_MS : unit === 's' ? 1000 : 1);
}

/** Nanoseconds since 1970 exceed the integers that a double holds, so that they are divided before they become one. */
function wholeMs(count: bigint, perMs: bigint): number {
  return count % perMs === 0n ? Number(count / perMs) : NaN;
}

function countTime(count: bigint): number {
  const size = count < 0n ? -count : count;
  return size >= 100_000_000_000_000_000n ? wholeMs(count, 1_000_000n) : timestampOf(Number(count)).time;
}

function textTime(text: string): number {
  const bytes = Buffer.from(text);
  return parseTimestamp(bytes, 0, bytes.length).time;
}
