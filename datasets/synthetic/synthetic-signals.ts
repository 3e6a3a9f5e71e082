import { createRandom } from '../../engine/math/index.ts';
import {
  type CandleSeries,
  DatasetError,
  packSignal,
  type RecordedSignals,
  type RecordedType,
  type SignalStrength,
  STRENGTH_VALUE,
} from '../../engine/model/index.ts';
import { allocateSignalColumns, createRecordedSignals } from '../signals/signal-columns.ts';

/** A model that is right a known share of the time, since it is allowed to look ahead and then told to err. */
export interface SyntheticSignalSpec {
  readonly seed: number;
  /** Probability of naming the side on which the price will be; 0.5 knows nothing. */
  readonly hitRate: number;
  /** Candles from one opinion to the next, and from its fill to the price that it foretells. */
  readonly horizon: number;
  /** Ms from the close that an opinion is about to its availability; 0 by default. */
  readonly delayMs?: number;
  /** `prediction` by default. */
  readonly type?: RecordedType;
  readonly source?: string;
  /** MODERATE by default. */
  readonly strength?: SignalStrength;
  /** 0 to 1, carried in thousandths; 0.8 by default. */
  readonly confidence?: number;
}

export interface SyntheticSignals {
  readonly signals: RecordedSignals;
  /** Opinions that came true, and those that could: where the price ends as it began, nobody is right. */
  readonly hits: number;
  readonly decided: number;
}

/**
 * Makes up the recorded signals of a model with a known hit rate. At the close of every `horizon`-th candle k it speaks
 * of the way from open k + 1 to open k + 1 + horizon: BUY or SELL after the true sign with probability `hitRate`, after
 * the other one else, independently (stream `signals` of the seed, one for each instrument).
 * @param series instruments with candles
 * @throws DatasetError `bad-signal-spec`
 */
export function createSyntheticSignals(series: readonly CandleSeries[], spec: SyntheticSignalSpec): SyntheticSignals {
  const { seed, hitRate, horizon, delayMs = 0, type = 'prediction', source = 'synthetic' } = spec;
  const { strength = 'MODERATE', confidence = 0.8 } = spec;
  if (!(hitRate >= 0 && hitRate <= 1) || !(Number.isSafeInteger(horizon) && horizon >= 1) || !(delayMs >= 0)) {
    const was = `${hitRate}, ${horizon} and ${delayMs}`;
    const text = `Expected hitRate from 0 to 1, horizon to be an integer >= 1 and delayMs >= 0, was ${was}.`;
    throw new DatasetError('bad-signal-spec', text, { hitRate, horizon, delayMs });
  }
  const thousandths = Math.round(1000 * confidence);
  const drawn: { event: number; s: number; packed: number }[] = [];
  let hits = 0;
  let decided = 0;
  for (const [s, { time, open, intervalMs, length }] of series.entries()) {
    const random = createRandom(seed, s, 'signals');
    for (let k = 0; k + 1 + horizon < length; k += horizon) {
      const way = Math.sign(open[k + 1 + horizon] - open[k + 1]);
      const right = random.float() < hitRate;
      const up = way === 0 ? right : way > 0 === right;
      if (way !== 0) decided += 1;
      if (way !== 0 && right) hits += 1;
      const packed = packSignal(up ? 'BUY' : 'SELL', STRENGTH_VALUE[strength], thousandths);
      drawn.push({ event: time[k] + intervalMs, s, packed });
    }
  }
  drawn.sort((a, b) => a.event - b.event || a.s - b.s);
  // Names stand in the order in which they are first heard.
  const spoken = [...new Set(drawn.map(({ s }) => s))];
  const columns = allocateSignalColumns(drawn.length);
  for (const [k, { event, s, packed }] of drawn.entries()) {
    columns.eventTime[k] = event;
    columns.availableAt[k] = event + delayMs;
    columns.symbol[k] = spoken.indexOf(s);
    columns.packed[k] = packed;
  }
  const symbols = spoken.map((s) => series[s].symbol);
  return { signals: createRecordedSignals(columns, symbols, [{ type, source }]), hits, decided };
}
