import type { CandleSeries } from '../../engine/model/index.ts';
import { type CheckExample, type CheckFinding, countOf, EXAMPLES_SHOWN } from './finding.ts';

/**
 * Candles in a row with the same open, high, low and close: hours and days of liquid instruments have no three, but for
 * halts; minutes without trade have many.
 */
const SAME_CANDLES = 3;
/** Closes in a row that are the same: instruments with coarse ticks reach 7 within hours. */
const SAME_CLOSES = 10;

/** Positions of a run: from its first candle to the one after its last. */
type Run = readonly [start: number, end: number];

/**
 * Counts candles in runs that repeat one close or one whole candle; `figures.runs` counts the runs, `figures.longest`
 * is the longest.
 */
export function checkStaleRuns(series: CandleSeries): CheckFinding {
  const { time, open, high, low, close, length } = series;
  const sameClose = (i: number): boolean => close[i] === close[i - 1];
  const sameCandle = (i: number): boolean =>
    sameClose(i) && open[i] === open[i - 1] && high[i] === high[i - 1] && low[i] === low[i - 1];
  const examples: CheckExample[] = [];
  let count = 0;
  let runs = 0;
  let longest = 0;
  const add = ([start, end]: Run): void => {
    runs++;
    count += end - start;
    longest = Math.max(longest, end - start);
    if (examples.length < EXAMPLES_SHOWN) {
      examples.push({ time: time[start] as number, values: { close: close[start] as number, candles: end - start } });
    }
  };
  for (const closes of runsOf(0, length, sameClose)) {
    const size = closes[1] - closes[0];
    if (size >= SAME_CLOSES) add(closes);
    else if (size >= SAME_CANDLES) {
      for (const candles of runsOf(...closes, sameCandle)) if (candles[1] - candles[0] >= SAME_CANDLES) add(candles);
    }
  }
  return {
    check: 'stale',
    severity: count === 0 ? 'ok' : 'note',
    count,
    base: length,
    summary:
      count === 0
        ? 'No candle or close repeats for long.'
        : `${countOf(count, 'candle')} in ${countOf(runs, 'run')} of the same candle (${SAME_CANDLES} or more) or the ` +
          `same close (${SAME_CLOSES} or more), the longest ${longest}.`,
    figures: { runs, longest },
    examples,
  };
}

/** Cuts positions into the longest runs within which each is the same as the one before. */
function* runsOf(start: number, end: number, same: (i: number) => boolean): Generator<Run> {
  let first = start;
  for (let i = start + 1; i <= end; i++) {
    if (i < end && same(i)) continue;
    yield [first, i];
    first = i;
  }
}
