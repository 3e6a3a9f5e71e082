import { civilDate, weekdayOf } from './civil-day.ts';
import { localTime } from './local-time.ts';
import type { SessionCalendar } from './session-calendar.ts';
import { usEarlyClosings, usHolidays } from './us-holidays.ts';

const NEW_YORK = 'America/New_York';
const HOUR_MS = 3_600_000;
const OPEN_MS = 9.5 * HOUR_MS;
const CLOSE_MS = 16 * HOUR_MS;
const EARLY_CLOSE_MS = 13 * HOUR_MS;

/**
 * Regular sessions of shares and funds in the United States: 09:30 to 16:00 New York, to 13:00 on early closings.
 * Holds since 1993. Late openings and halts are not part of it; what they cost shows as missing candles.
 */
export const usEquity: SessionCalendar = {
  name: 'us-equity',
  zone: NEW_YORK,
  sessionOn(day) {
    const weekday = weekdayOf(day);
    const { year } = civilDate(day);
    if (weekday === 0 || weekday === 6 || usHolidays(year).has(day)) return null;
    const end = usEarlyClosings(year).has(day) ? EARLY_CLOSE_MS : CLOSE_MS;
    return { day, open: localTime(NEW_YORK, day, OPEN_MS), close: localTime(NEW_YORK, day, end) };
  },
};
