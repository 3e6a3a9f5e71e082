import type { CandleDefect } from './candle-defect.ts';
import { isoTime } from './iso-time.ts';

/** A row and its time. */
export interface TimedPlace {
  readonly place: number;
  readonly time: number;
}

/** Words for a row whose time is that of an earlier one. */
export function duplicateTime(before: TimedPlace, noun: string): CandleDefect {
  // Neither after nor before: the file may be newest first.
  const text = `expected a time other than ${isoTime(before.time)} of ${noun} ${before.place}, was the same.`;
  return { code: 'duplicate-time', text, repair: 'keep-first' };
}

/**
 * Words for a row out of order.
 * @param descending whether the file began newest first
 */
export function unorderedTime(before: TimedPlace, time: number, descending: boolean, noun: string): CandleDefect {
  const sign = descending ? '<' : '>';
  const hint = descending ? ' (the file begins newest first)' : '';
  const text = `expected time ${sign} ${isoTime(before.time)} of ${noun} ${before.place}, was ${isoTime(time)}${hint}.`;
  return { code: 'unordered-time', text, repair: 'sort' };
}
