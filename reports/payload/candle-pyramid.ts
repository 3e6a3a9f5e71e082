import type { ChartCandles } from './packed-candles.ts';

/** Candles merged `span` at a time; level 0 is the candles themselves. */
export interface PyramidLevel {
  readonly span: number;
  readonly length: number;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Levels of merged candles, each half as long as the one before: any view is drawn from one with about as many candles as fit. */
export interface CandlePyramid {
  readonly levels: readonly PyramidLevel[];
}

function halve(below: PyramidLevel): PyramidLevel {
  const length = Math.ceil(below.length / 2);
  const level = {
    span: below.span * 2,
    length,
    open: new Float64Array(length),
    high: new Float64Array(length),
    low: new Float64Array(length),
    close: new Float64Array(length),
    volume: new Float64Array(length),
  };
  for (let i = 0; i < length; i++) {
    const a = i * 2;
    const b = Math.min(a + 1, below.length - 1);
    level.open[i] = below.open[a] ?? 0;
    level.high[i] = Math.max(below.high[a] ?? 0, below.high[b] ?? 0);
    level.low[i] = Math.min(below.low[a] ?? 0, below.low[b] ?? 0);
    level.close[i] = below.close[b] ?? 0;
    // The mean, so that the height of a volume bar means the same on every level.
    level.volume[i] = ((below.volume[a] ?? 0) + (below.volume[b] ?? 0)) / 2;
  }
  return level;
}

/** Builds the pyramid over candles; costs about as much memory as the candles themselves. */
export function createCandlePyramid(candles: ChartCandles): CandlePyramid {
  const { length, open, high, low, close, volume } = candles;
  const levels: PyramidLevel[] = [{ span: 1, length, open, high, low, close, volume }];
  let top = levels[0];
  while (top !== undefined && top.length > 64) {
    top = halve(top);
    levels.push(top);
  }
  return { levels };
}

/**
 * The finest level that shows a view with at most `most` candles.
 * @param count candles of level 0 in view
 * @param most candles that can be told apart
 */
export function levelFor(pyramid: CandlePyramid, count: number, most: number): PyramidLevel {
  const fitting = pyramid.levels.find((level) => count / level.span <= most);
  const level = fitting ?? pyramid.levels.at(-1);
  if (level === undefined) throw new RangeError('Expected a pyramid to have at least one level, had none.');
  return level;
}

/**
 * Lowest low and highest high of the candles [first, last], read from as few merged candles as possible.
 * @param first index of a candle
 * @param last index of a candle, >= first
 * @returns [low, high]
 */
export function extremesOf(pyramid: CandlePyramid, first: number, last: number): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let from = first;
  let to = last + 1;
  for (const [depth, level] of pyramid.levels.entries()) {
    const top = depth === pyramid.levels.length - 1;
    // A candle that is not the first of its pair, or whose pair ends outside, is read here; pairs are left to the next level.
    while (from < to && (top || from % 2 === 1)) {
      low = Math.min(low, level.low[from] ?? low);
      high = Math.max(high, level.high[from] ?? high);
      from++;
    }
    while (from < to && to % 2 === 1) {
      to--;
      low = Math.min(low, level.low[to] ?? low);
      high = Math.max(high, level.high[to] ?? high);
    }
    if (from >= to) break;
    from /= 2;
    to /= 2;
  }
  return [low, high];
}

/** Index of the first time >= `time`; `times.length` where there is none. @param times ascending */
export function firstAtOrAfter(times: Float64Array, time: number): number {
  let from = 0;
  let to = times.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((times[middle] ?? 0) < time) from = middle + 1;
    else to = middle;
  }
  return from;
}
