import type { CandleSeries } from '../../engine/model/index.ts';
import { type CheckExample, type CheckFinding, countOf, EXAMPLES_SHOWN } from './finding.ts';

/** Finds candles whose open or close lies outside [low, high]: no trade can have made both. */
export function checkOhlc({ time, open, high, low, close, length }: CandleSeries): CheckFinding {
  const examples: CheckExample[] = [];
  let count = 0;
  for (let i = 0; i < length; i++) {
    const [first, top, bottom, last] = [open[i] as number, high[i] as number, low[i] as number, close[i] as number];
    if (first <= top && first >= bottom && last <= top && last >= bottom) continue;
    count++;
    if (examples.length < EXAMPLES_SHOWN) {
      examples.push({ time: time[i] as number, values: { open: first, high: top, low: bottom, close: last } });
    }
  }
  return {
    check: 'ohlc',
    severity: count === 0 ? 'ok' : 'error',
    count,
    base: length,
    summary:
      count === 0
        ? 'Every open and close lies within low and high.'
        : `${countOf(count, 'candle')} with open or close outside [low, high].`,
    figures: {},
    examples,
  };
}
