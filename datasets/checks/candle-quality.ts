import type { CandleSeries, DataQuality } from '../../engine/model/index.ts';
import { isoTime } from '../candle-intake.ts';
import { DAY_MS, formatInterval } from '../interval.ts';

/** Where the candles came from. */
export interface CandleSource {
  /** Base name of the file, or `synthetic`. */
  readonly file: string;
  /** SHA-256 of the file's bytes; the id of the series where there is no file. */
  readonly sha256: string;
  /** What the reader has to say before the checks. */
  readonly warnings?: readonly string[];
}

/**
 * Counts what is unusual in candles: gaps, zero volume, opens and closes outside [low, high].
 * @param series at least one candle
 * @param source file and its hash
 * @returns the counts, and one sentence for each kind that occurred
 */
export function measureQuality(series: CandleSeries, source: CandleSource): DataQuality {
  const { time, open, high, low, close, volume, length, intervalMs } = series;
  let gaps = 0;
  let missing = 0;
  let longestGap = 0;
  let longestAfter = 0;
  let short = 0;
  let outside = 0;
  let firstOutside = 0;
  let zeroVolume = 0;
  let weekend = false;
  for (let i = 0; i < length; i++) {
    const now = time[i] as number;
    const step = i === 0 ? intervalMs : now - (time[i - 1] as number);
    if (step > intervalMs) {
      const lost = Math.max(1, Math.round(step / intervalMs) - 1);
      gaps++;
      missing += lost;
      if (lost > longestGap) {
        longestGap = lost;
        longestAfter = time[i - 1] as number;
      }
    } else if (step < intervalMs) short++;
    const top = high[i] as number;
    const bottom = low[i] as number;
    const first = open[i] as number;
    const last = close[i] as number;
    if (first > top || first < bottom || last > top || last < bottom) {
      if (outside === 0) firstOutside = now;
      outside++;
    }
    if (volume[i] === 0) zeroVolume++;
    weekend ||= isWeekend(now);
  }

  const warnings = [...(source.warnings ?? [])];
  if (gaps > 0) {
    const session =
      intervalMs === DAY_MS && !weekend ? ' Weekends have no candles here, as on an exchange with sessions.' : '';
    warnings.push(
      `${count(gaps, 'gap')} with ${count(missing, 'missing candle')}, the longest ${longestGap} after ` +
        `${isoTime(longestAfter)}; gaps are not filled.${session}`,
    );
  }
  if (short > 0) {
    warnings.push(`${count(short, 'step')} shorter than the interval of ${formatInterval(intervalMs)}.`);
  }
  if (outside > 0) {
    warnings.push(
      `${count(outside, 'candle')} with open or close outside [low, high], the first at ${isoTime(firstOutside)}; kept as they are.`,
    );
  }
  if (zeroVolume === length && length > 0) warnings.push('Volume is 0 throughout.');
  else if (zeroVolume > 0) warnings.push(`${count(zeroVolume, 'candle')} with volume 0.`);

  return {
    symbol: series.symbol,
    file: source.file,
    sha256: source.sha256,
    rows: length,
    first: time[0] as number,
    last: time[length - 1] as number,
    intervalMs,
    gaps,
    missing,
    longestGap,
    outside,
    zeroVolume,
    warnings,
  };
}

/** Whether a time lies on a Saturday or Sunday, UTC; 1970-01-01 was a Thursday. */
function isWeekend(time: number): boolean {
  const day = (((Math.floor(time / DAY_MS) + 4) % 7) + 7) % 7;
  return day === 0 || day === 6;
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
