import type { CandleSeries } from '../../engine/model/index.ts';
import { type CheckExample, type CheckFinding, countOf, EXAMPLES_SHOWN } from './finding.ts';

/**
 * Counts candles without volume. A series without any volume is noted and not judged: its source has none.
 */
export function checkZeroVolume({ time, close, volume, length }: CandleSeries): CheckFinding {
  const examples: CheckExample[] = [];
  let count = 0;
  for (let i = 0; i < length; i++) {
    if (volume[i] !== 0) continue;
    count++;
    if (examples.length < EXAMPLES_SHOWN) {
      examples.push({ time: time[i] as number, values: { close: close[i] as number } });
    }
  }
  const none = count === length;
  return {
    check: 'zero-volume',
    severity: count === 0 ? 'ok' : 'note',
    count,
    base: length,
    summary: none
      ? 'Volume is 0 throughout.'
      : count === 0
        ? 'Every candle has volume.'
        : `${countOf(count, 'candle')} with volume 0.`,
    figures: {},
    examples: none ? [] : examples,
  };
}
