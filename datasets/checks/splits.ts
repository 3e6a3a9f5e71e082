import { log } from '../../engine/math/index.ts';
import type { CandleSeries } from '../../engine/model/index.ts';
import { type CheckExample, type CheckFinding, countOf, EXAMPLES_SHOWN } from './finding.ts';
import { medianOf } from './robust-scale.ts';

/**
 * New shares for old ones. Smaller ratios, such as 5:4, cannot be told from the open after bad earnings: a fall by 20 %
 * overnight that stays is news more often than a split.
 */
const RATIOS = [1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100] as const;
/** How far the open may be from the ratio, as a logarithm: a fixed part, or a part of the ratio's own. */
const TOLERANCE = 0.025;
const RELATIVE_TOLERANCE = 0.05;
/** Candles before and after whose median close and volume are compared. */
const NEIGHBOURS = 10;
/** The change from median to median, over the jump: a split stays, a wrong print does not. */
const STAYS = [0.6, 1.4] as const;
/** Range of the jumping candle over the jump: the first day after a split is a day as any other, a crash is not. */
const CALM = 0.5;

/** A jump that looks like a split. */
export interface SplitLikeJump {
  /** Open time of the first candle at the new price, epoch ms. */
  readonly time: number;
  /** New shares for one old, the nearest usual ratio: 7 for 7:1, 0.1 for 1:10. */
  readonly ratio: number;
  /** Previous close over open. */
  readonly found: number;
  /** Median volume after it over that before; null where one of the two is 0. */
  readonly volumeRatio: number | null;
}

/**
 * Finds opens that are a usual split ratio away from the previous close, in a candle as calm as others, with prices that
 * stay there.
 * @param series any
 */
export function findSplitLikeJumps(series: CandleSeries): SplitLikeJump[] {
  const { time, open, high, low, close, volume, length } = series;
  const jumps: SplitLikeJump[] = [];
  for (let i = 1; i < length; i++) {
    const found = (close[i - 1] as number) / (open[i] as number);
    if (found < 1.4 && found > 1 / 1.4) continue;
    const jump = log(found);
    const ratio = nearestRatio(jump);
    if (ratio === null) continue;
    if (log((high[i] as number) / (low[i] as number)) > CALM * Math.abs(jump)) continue;
    const before = (column: Float64Array): number => medianOf(column.subarray(Math.max(0, i - NEIGHBOURS), i));
    const after = (column: Float64Array): number => medianOf(column.subarray(i, i + NEIGHBOURS));
    const stays = log(before(close) / after(close)) / jump;
    if (!(stays >= STAYS[0] && stays <= STAYS[1])) continue;
    const volumes = [before(volume), after(volume)] as const;
    const volumeRatio = volumes[0] > 0 && volumes[1] > 0 ? volumes[1] / volumes[0] : null;
    jumps.push({ time: time[i] as number, ratio, found, volumeRatio });
  }
  return jumps;
}

/** The usual ratio that a logarithmic jump is near to; null when it is near to none. */
function nearestRatio(jump: number): number | null {
  let nearest = 1;
  for (const ratio of RATIOS) {
    if (Math.abs(log(ratio) - Math.abs(jump)) < Math.abs(log(nearest) - Math.abs(jump))) nearest = ratio;
  }
  const size = log(nearest);
  if (Math.abs(size - Math.abs(jump)) > Math.max(TOLERANCE, RELATIVE_TOLERANCE * size) || nearest === 1) return null;
  return jump > 0 ? nearest : 1 / nearest;
}

/**
 * Counts jumps that look like splits; `figures.withVolume` counts those whose volume went the way of the shares, by a
 * quarter of the ratio at least (as a logarithm).
 */
export function checkSplits(series: CandleSeries): CheckFinding {
  const jumps = findSplitLikeJumps(series);
  const withVolume = jumps.filter(
    ({ ratio, volumeRatio }) => volumeRatio !== null && log(volumeRatio) / log(ratio) >= 0.25,
  ).length;
  const examples = jumps.slice(0, EXAMPLES_SHOWN).map(({ time, ratio, found, volumeRatio }): CheckExample => {
    return { time, values: { ratio, found, ...(volumeRatio === null ? {} : { volumeRatio }) } };
  });
  return {
    check: 'splits',
    severity: jumps.length === 0 ? 'ok' : 'warning',
    count: jumps.length,
    base: series.length,
    summary:
      jumps.length === 0
        ? 'No jump looks like a split.'
        : `${countOf(jumps.length, 'jump')} like an unadjusted split (${jumps.slice(0, EXAMPLES_SHOWN).map(describeRatio).join(', ')}), ` +
          `${withVolume} with a change of volume that fits.`,
    figures: { withVolume },
    examples,
  };
}

/** New shares to old ones in whole numbers, and the date: `3:2 on 2000-07-31`. */
function describeRatio({ time, ratio }: SplitLikeJump): string {
  const size = Math.max(ratio, 1 / ratio);
  const halves = size === 1.5 || size === 2.5;
  const [many, few] = halves ? [2 * size, 2] : [size, 1];
  const text = ratio > 1 ? `${many}:${few}` : `${few}:${many}`;
  return `${text} on ${new Date(time).toISOString().slice(0, 10)}`;
}
