import { DAY_MS } from '../interval.ts';
import { dayOf } from './civil-day.ts';
import type { Session, SessionCalendar } from './session-calendar.ts';
import { zoneOffsetMs } from './time-zone.ts';

/** The first session that ends after an instant. */
export function sessionEndingAfter(calendar: SessionCalendar, time: number): Session {
  // A session ends within the day that names it, so one that ends later cannot be named by an earlier day.
  for (let day = dayOf(time); ; day += DAY_MS) {
    const session = calendar.sessionOn(day);
    if (session !== null && session.close > time) return session;
  }
}

/**
 * The sessions that overlap a span, in order.
 * @param from first instant, epoch ms
 * @param to first instant after the span, epoch ms
 */
export function* sessionsBetween(calendar: SessionCalendar, from: number, to: number): Generator<Session> {
  for (let session = sessionEndingAfter(calendar, from); session.open < to; ) {
    yield session;
    session = sessionEndingAfter(calendar, session.close);
  }
}

/**
 * Follows a calendar through ascending times.
 * @returns a function that gives the first session ending after a time
 */
export function createSessionCursor(calendar: SessionCalendar): (time: number) => Session {
  let current: Session | null = null;
  return (time) => {
    if (current === null || current.close <= time) current = sessionEndingAfter(calendar, time);
    return current;
  };
}

/**
 * The session that a daily candle stands for: a stamp of 00:00 UTC is the date itself, any other stamp lies in its
 * session, or on its date by the market's clock.
 * @param time open time of a candle of a day, epoch ms
 * @returns null when the market is closed on that date
 */
export function sessionOfDaily(calendar: SessionCalendar, time: number): Session | null {
  if (time % DAY_MS === 0) return calendar.sessionOn(time);
  const next = sessionEndingAfter(calendar, time);
  if (next.open <= time) return next;
  return calendar.sessionOn(dayOf(time + zoneOffsetMs(calendar.zone, time)));
}
