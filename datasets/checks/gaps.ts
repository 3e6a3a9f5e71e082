import type { CandleSeries } from '../../engine/model/index.ts';
import type { SessionCalendar } from '../calendar/session-calendar.ts';
import { findGaps, type Gap } from '../calendar/session-gaps.ts';
import { isoTime } from '../candle-intake.ts';
import { type CheckFinding, countOf, EXAMPLES_SHOWN } from './finding.ts';

/** Finds candles that a calendar expects and that are not there; `figures.longest` is that of the longest gap. */
export function checkGaps(series: CandleSeries, calendar: SessionCalendar): CheckFinding {
  const { expected, missing, gaps, longest, unexpected } = findGaps(series, calendar);
  const outside = unexpected > 0 ? ` ${countOf(unexpected, 'candle')} outside of its sessions.` : '';
  const exampleOf = ({ after, before, missing: lost }: Gap) => ({ time: after, values: { before, missing: lost } });
  return {
    check: 'gaps',
    severity: missing === 0 ? (unexpected === 0 ? 'ok' : 'note') : 'warning',
    count: missing,
    base: expected,
    summary:
      longest === null
        ? `No candle of the calendar ${calendar.name} is missing.${outside}`
        : `${countOf(missing, 'candle')} of the calendar ${calendar.name} missing in ${countOf(gaps.length, 'gap')}, ` +
          `the longest ${longest.missing} after ${isoTime(longest.after)}.${outside}`,
    figures: { gaps: gaps.length, longest: longest?.missing ?? 0, unexpected },
    examples: gaps.slice(0, EXAMPLES_SHOWN).map(exampleOf),
  };
}
