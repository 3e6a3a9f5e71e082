import type { Market } from '../model/index.ts';

export interface TriggerRule {
  readonly kind: 'check' | 'calendar' | 'band' | 'calendar-or-band';
  readonly everyHours: number;
  readonly calendar: 'daily' | 'weekly' | 'monthly';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Grid indices at whose close the calendar asks for a rebalance, or for a look at the bands.
 * `check`: the first close in each period of `everyHours`. `weekly` is Sunday's close, `monthly` that of a month's
 * last day: the close that falls on the boundary itself. Where that very candle is missing, the date passes without one.
 */
export function timerSteps(market: Market, rule: TriggerRule): Int32Array {
  const steps: number[] = [];
  const { time, intervalMs } = market;
  for (let i = 0; i < market.length; i += 1) {
    const close = time[i] + intervalMs;
    if (rule.kind === 'check') {
      const period = rule.everyHours * HOUR_MS;
      const before = i === 0 ? close - intervalMs : time[i - 1] + intervalMs;
      if (Math.floor(close / period) > Math.floor(before / period)) steps.push(i);
    } else if (rule.kind !== 'band' && isBoundary(close, rule.calendar)) {
      steps.push(i);
    }
  }
  return Int32Array.from(steps);
}

function isBoundary(close: number, calendar: TriggerRule['calendar']): boolean {
  if (close % DAY_MS !== 0) return false;
  const day = close / DAY_MS;
  // Day 0 is a Thursday, so a week begins on the days 4, 11, 18 ...
  if (calendar === 'weekly') return (day - 4) % 7 === 0;
  return calendar === 'daily' || isFirstOfMonth(day);
}

/** @see Howard Hinnant, chrono-compatible low-level date algorithms: civil_from_days */
function isFirstOfMonth(day: number): boolean {
  const z = day + 719_468;
  const dayOfEra = z - Math.floor(z / 146_097) * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  return dayOfYear - Math.floor((153 * month + 2) / 5) === 0;
}
