import { StrategyError } from '../model/index.ts';

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: 60 * MINUTE, d: 1440 * MINUTE, w: 7 * 1440 * MINUTE };
/** Epoch day 0 was a Thursday; weeks begin on Mondays. */
const FIRST_MONDAY = 4 * 1440 * MINUTE;

/**
 * Length of an interval such as '15m', '4h', '1d' or '1w'.
 * @returns milliseconds
 * @throws {StrategyError} on anything else
 */
export function parseInterval(text: string): number {
  const match = /^([1-9]\d*)([mhdw])$/.exec(text);
  if (match === null) {
    throw new StrategyError('bad-interval', `Expected an interval such as 15m, 4h, 1d or 1w, was ${text}.`);
  }
  return Number(match[1]) * UNITS[match[2]];
}

/** Writes an interval as parseInterval reads it; milliseconds where no unit fits. */
export function formatInterval(ms: number): string {
  for (const unit of ['w', 'd', 'h', 'm']) {
    if (ms % UNITS[unit] === 0) return `${ms / UNITS[unit]}${unit}`;
  }
  return `${ms}ms`;
}

/** Open time of the candle of an interval that holds an instant; weeks begin on Monday, all else at the epoch. */
export function bucketStart(time: number, intervalMs: number): number {
  const origin = intervalMs % UNITS.w === 0 ? FIRST_MONDAY : 0;
  return Math.floor((time - origin) / intervalMs) * intervalMs + origin;
}
