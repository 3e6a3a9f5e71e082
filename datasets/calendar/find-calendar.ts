import { DatasetError } from '../../engine/model/index.ts';
import { aroundTheClock } from './around-the-clock.ts';
import { forex } from './forex.ts';
import type { SessionCalendar } from './session-calendar.ts';
import { CALENDAR_NAMES } from './session-calendar.ts';
import { usEquity } from './us-equity.ts';

/** Every calendar, in the order of CALENDAR_NAMES. */
export const CALENDARS: readonly SessionCalendar[] = [aroundTheClock, usEquity, forex];

/**
 * Finds a calendar by its name.
 * @throws DatasetError `calendar-unknown`
 */
export function findCalendar(name: string): SessionCalendar {
  const found = CALENDARS.find((one) => one.name === name);
  if (found !== undefined) return found;
  const text = `Expected one of the calendars ${CALENDAR_NAMES.join(', ')}, was ${name}.`;
  throw new DatasetError('calendar-unknown', text, { name });
}
