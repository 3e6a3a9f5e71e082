import { DAY_MS } from '../interval.ts';
import { weekdayOf } from './civil-day.ts';
import { localTime } from './local-time.ts';
import type { SessionCalendar } from './session-calendar.ts';

const NEW_YORK = 'America/New_York';
/** The trading day turns at 17:00 New York, in summer and in winter. */
const TURN_MS = 17 * 3_600_000;

/**
 * Foreign exchange: from Sunday 17:00 to Friday 17:00 New York. A session runs from 17:00 to 17:00 and is named by the
 * date it ends on, Monday to Friday. There are no holidays by rule: banks close, the market only thins out.
 */
export const forex: SessionCalendar = {
  name: 'forex',
  zone: NEW_YORK,
  sessionOn(day) {
    const weekday = weekdayOf(day);
    if (weekday === 0 || weekday === 6) return null;
    return { day, open: localTime(NEW_YORK, day - DAY_MS, TURN_MS), close: localTime(NEW_YORK, day, TURN_MS) };
  },
};
