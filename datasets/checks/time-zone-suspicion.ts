import type { CandleSeries } from '../../engine/model/index.ts';
import { modulo, mostFrequent } from '../calendar/grid.ts';
import type { SessionCalendar } from '../calendar/session-calendar.ts';
import { zoneOffsetMs } from '../calendar/time-zone.ts';
import { DAY_MS } from '../interval.ts';
import { CHANGING_ZONES, findSkippedHours } from './clock-changes.ts';
import type { CheckExample, CheckFinding } from './finding.ts';
import { measureSessionOffset } from './session-offset.ts';

const HOUR_MS = 3_600_000;
/** Share of daily candles that must open at one hour. */
const STEADY = 0.99;

interface Suspicion {
  readonly text: string;
  readonly example: CheckExample;
}

/**
 * Looks for stamps in the wrong time zone: daily candles whose hour changes, sessions that open hours from where the
 * calendar says or do not follow its daylight saving, skipped hours in candles that never pause.
 * @returns a count of 0 or 1
 */
export function checkTimeZone(series: CandleSeries, calendar: SessionCalendar): CheckFinding {
  const suspicion = findSuspicion(series, calendar);
  return {
    check: 'time-zone',
    severity: suspicion === null ? 'ok' : 'warning',
    count: suspicion === null ? 0 : 1,
    base: 1,
    summary: suspicion?.text ?? 'The hours of the candles show no wrong time zone.',
    figures: {},
    examples: suspicion === null ? [] : [suspicion.example],
  };
}

function findSuspicion(series: CandleSeries, calendar: SessionCalendar): Suspicion | null {
  if (series.intervalMs === DAY_MS) return suspectDays(series, calendar);
  if (series.intervalMs > DAY_MS) return null;
  if (calendar.name !== '24/7') return suspectSessions(series, calendar);
  return series.intervalMs <= HOUR_MS ? suspectSkippedHours(series) : null;
}

function suspectDays({ time, length }: CandleSeries, calendar: SessionCalendar): Suspicion | null {
  const usualIn = (zone: string) => mostFrequent(time, (at) => modulo(at + zoneOffsetMs(zone, at), DAY_MS));
  const steadyIn = (zone: string): boolean => usualIn(zone).count >= STEADY * length;
  if (steadyIn('UTC') || steadyIn(calendar.zone)) return null;
  const usual = mostFrequent(time, (at) => modulo(at, DAY_MS));
  const first = time.find((at) => modulo(at, DAY_MS) !== usual.value) ?? 0;
  // Zones that change on one day are all steady; the one whose midnight it is will be meant.
  const steady = CHANGING_ZONES.filter(steadyIn);
  const zone = steady.find((one) => usualIn(one).value === 0) ?? steady[0];
  const why =
    zone === undefined ? 'and at one local hour of no zone that was tried' : `but at one hour of ${zone}: state UTC`;
  const share = ((100 * usual.count) / length).toFixed(1);
  return {
    text: `Daily candles open at one UTC hour in ${share} % of days only, ${why}.`,
    example: { time: first, values: { hour: modulo(first, DAY_MS) / HOUR_MS, usualHour: usual.value / HOUR_MS } },
  };
}

function suspectSessions(series: CandleSeries, calendar: SessionCalendar): Suspicion | null {
  const { winter, summer, first } = measureSessionOffset(series, calendar);
  const hours = [winter, summer].filter((one) => one !== null);
  if (hours.every((hour) => hour === 0)) return null;
  const example = {
    time: first ?? 0,
    values: { ...(winter === null ? {} : { winter }), ...(summer === null ? {} : { summer }) },
  };
  if (winter !== null && summer !== null && winter !== summer) {
    const text = `Sessions open ${apart(winter)} in winter and ${apart(summer)} in summer by the calendar ${calendar.name}: the stamps do not follow its daylight saving.`;
    return { text, example };
  }
  const hour = hours[0] ?? 0;
  return {
    text: `Sessions open ${apart(hour)} by the calendar ${calendar.name}: the stamps may be of another zone.`,
    example,
  };
}

function apart(hours: number): string {
  return hours === 0 ? 'on time' : `${Math.abs(hours)} h ${hours > 0 ? 'late' : 'early'}`;
}

function suspectSkippedHours(series: CandleSeries): Suspicion | null {
  const found = findSkippedHours(series);
  if (found === null) return null;
  const { zone, changes, missing, first } = found;
  return {
    text: `The hour that clocks skip in ${zone} is missing at ${missing} of ${changes} changes: local times may have been taken for UTC.`,
    example: { time: first, values: { changes, missing } },
  };
}
