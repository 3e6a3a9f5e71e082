import type { CandleSeries } from '../../engine/model/index.ts';
import { findGrid, modulo, mostFrequent } from '../calendar/grid.ts';
import type { SessionCalendar } from '../calendar/session-calendar.ts';
import { zoneOffsetMs } from '../calendar/time-zone.ts';
import { DAY_MS, formatInterval, MONTH_MS } from '../interval.ts';
import { type CheckExample, type CheckFinding, countOf, EXAMPLES_SHOWN } from './finding.ts';

/**
 * Finds candles that open off the grid of the others, in UTC or by the clock of the calendar, whichever fits more of
 * them; `figures.short` counts steps shorter than the interval.
 */
export function checkSpacing(series: CandleSeries, calendar: SessionCalendar): CheckFinding {
  const { time, length, intervalMs } = series;
  const isOn = createGridTest(series, calendar);
  const examples: CheckExample[] = [];
  let count = 0;
  let short = 0;
  for (let i = 0; i < length; i++) {
    const now = time[i] as number;
    const step = i === 0 ? intervalMs : now - (time[i - 1] as number);
    // Months differ in length: a short one is no short step.
    if (step < (intervalMs === MONTH_MS ? 28 * DAY_MS : intervalMs)) short++;
    if (isOn(now)) continue;
    count++;
    if (examples.length < EXAMPLES_SHOWN) examples.push({ time: now, values: { step } });
  }
  const interval = formatInterval(intervalMs);
  return {
    check: 'spacing',
    severity: count === 0 ? 'ok' : 'warning',
    count,
    base: length,
    summary:
      count === 0
        ? `Every candle opens on the grid of ${interval}.`
        : `${countOf(count, 'candle')} off the grid of ${interval}, ${countOf(short, 'step')} shorter than it.`,
    figures: { short },
    examples,
  };
}

function createGridTest(series: CandleSeries, calendar: SessionCalendar): (time: number) => boolean {
  const { time, intervalMs } = series;
  if (intervalMs < DAY_MS) return findGrid(series, calendar).isOn;
  if (intervalMs === MONTH_MS) return (at) => new Date(at).getUTCDate() === 1 && modulo(at, DAY_MS) === 0;
  const inUtc = mostFrequent(time, (at) => modulo(at, intervalMs));
  const localPhase = (at: number): number => modulo(at + zoneOffsetMs(calendar.zone, at), intervalMs);
  const local = mostFrequent(time, localPhase);
  return inUtc.count >= local.count
    ? (at) => modulo(at, intervalMs) === inUtc.value
    : (at) => localPhase(at) === local.value;
}
