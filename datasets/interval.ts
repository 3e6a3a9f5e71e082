import { DatasetError } from '../engine/model/index.ts';

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type IntervalUnit = keyof typeof UNIT_MS;

/** One UTC day in milliseconds. */
export const DAY_MS = UNIT_MS.d;
/** One week in milliseconds. */
export const WEEK_MS = UNIT_MS.w;
/**
 * The interval of calendar months, written `1M`: the longest month, so that no candle counts as closed before its month
 * has ended.
 */
export const MONTH_MS = 31 * DAY_MS;

/**
 * Reads an interval as traders write it.
 * @param text a whole number and a unit: `30s`, `15m`, `4h`, `1d`, `1w`; or `1M`, calendar months
 * @returns milliseconds
 * @throws DatasetError `interval-syntax` on anything else
 * @example
 * parseInterval('4h'); // 14400000
 */
export function parseInterval(text: string): number {
  if (text === '1M') return MONTH_MS;
  const match = /^([1-9]\d{0,5})([smhdw])$/.exec(text);
  if (match === null) {
    throw new DatasetError('interval-syntax', `Expected an interval such as 15m, 1h or 1d, was "${text}".`, { text });
  }
  // The pattern admits only the keys of UNIT_MS.
  return Number(match[1]) * UNIT_MS[match[2] as IntervalUnit];
}

/**
 * Writes an interval in its largest whole unit; MONTH_MS is `1M`.
 * @param intervalMs milliseconds
 * @returns text such as `1h`; milliseconds that are no whole second become `250ms`
 */
export function formatInterval(intervalMs: number): string {
  if (intervalMs === MONTH_MS) return '1M';
  for (const unit of ['w', 'd', 'h', 'm', 's'] as const) {
    if (intervalMs >= UNIT_MS[unit] && intervalMs % UNIT_MS[unit] === 0) return `${intervalMs / UNIT_MS[unit]}${unit}`;
  }
  return `${intervalMs}ms`;
}
