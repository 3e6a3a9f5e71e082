/** When an instrument can be traded. */

/** The calendars there are; `--calendar` and `data.calendar` take these names. */
export const CALENDAR_NAMES = ['24/7', 'us-equity', 'forex'] as const;
export type CalendarName = (typeof CALENDAR_NAMES)[number];

/** One uninterrupted stretch of trading. */
export interface Session {
  /** 00:00 UTC of the date that names it, epoch ms: what its daily candle is stamped with. */
  readonly day: number;
  /** First instant, epoch ms. */
  readonly open: number;
  /** First instant after it, epoch ms; at most day + 24 h, so that a daily candle never closes before its session. */
  readonly close: number;
}

/** The sessions of a market. */
export interface SessionCalendar {
  readonly name: CalendarName;
  /** IANA zone whose wall clock the sessions follow. */
  readonly zone: string;
  /**
   * The session that a date names.
   * @param day 00:00 UTC of the date, epoch ms
   * @returns null when the market is closed on that date
   */
  sessionOn(day: number): Session | null;
}
