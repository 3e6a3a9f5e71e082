import { DAY_MS } from '../interval.ts';
import type { SessionCalendar } from './session-calendar.ts';

/** A market that never closes; its sessions are the UTC days. */
export const aroundTheClock: SessionCalendar = {
  name: '24/7',
  zone: 'UTC',
  sessionOn: (day) => ({ day, open: day, close: day + DAY_MS }),
};
