import type { CandleSeries } from '../../engine/model/index.ts';
import { CALENDARS } from './find-calendar.ts';
import type { SessionCalendar } from './session-calendar.ts';
import { findGaps } from './session-gaps.ts';

/**
 * Picks the calendar that fits candles best: the one with the fewest candles missing or unexpected, around the clock
 * where two fit alike.
 * @param series at least one candle
 */
export function guessCalendar(series: CandleSeries): SessionCalendar {
  const [always, ...others] = CALENDARS as readonly [SessionCalendar, ...SessionCalendar[]];
  let best = always;
  let least = findGaps(series, always).missing;
  for (const calendar of others) {
    if (least === 0) break;
    const { missing, unexpected } = findGaps(series, calendar);
    if (missing + unexpected < least) {
      best = calendar;
      least = missing + unexpected;
    }
  }
  return best;
}
