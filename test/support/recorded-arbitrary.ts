import fc from 'fast-check';
import {
  type CandleSeries,
  packSignal,
  RECORDED_TYPES,
  type RecordedEntry,
  type RecordedSignals,
  type SignalDirection,
  type Voice,
} from '#engine';
import { allocateSignalColumns, createRecordedSignals } from '../../datasets/signals/signal-columns.ts';

/** One record, as a test writes it. */
export interface PlainRecord {
  readonly symbol: string;
  readonly voice: Voice;
  readonly eventTime: number;
  readonly availableAt: number;
  readonly direction: SignalDirection;
  /** 1 to 4. */
  readonly strength: number;
  readonly thousandths: number;
}

/** Lays records out as columns, as they come out of a file that is sorted by availability. */
export function recordedOf(records: readonly PlainRecord[]): RecordedSignals {
  const sorted = [...records].sort((a, b) => a.availableAt - b.availableAt);
  const symbols = [...new Set(sorted.map(({ symbol }) => symbol))];
  const names = [...new Set(sorted.map(({ voice }) => JSON.stringify(voice)))];
  const columns = allocateSignalColumns(sorted.length);
  for (const [k, { symbol, voice, eventTime, availableAt, direction, strength, thousandths }] of sorted.entries()) {
    columns.eventTime[k] = eventTime;
    columns.availableAt[k] = availableAt;
    columns.symbol[k] = symbols.indexOf(symbol);
    columns.voice[k] = names.indexOf(JSON.stringify(voice));
    columns.packed[k] = packSignal(direction, strength, thousandths);
  }
  return createRecordedSignals(
    columns,
    symbols,
    names.map((name) => JSON.parse(name) as Voice),
  );
}

/** Recorded signals at work with nothing special about them. */
export function recordedEntry(signals: RecordedSignals, rest: Partial<RecordedEntry> = {}): RecordedEntry {
  const plain = { id: 'recorded', weight: 1, active: true, validity: 1, minConfidence: 0 };
  return { ...plain, symbols: null, types: null, sources: null, signals, ...rest };
}

const voices = fc.constantFrom<Voice[]>(
  { type: 'prediction', source: 'a' },
  { type: 'sentiment', source: 'a' },
  { type: 'fundamental', source: 'b' },
);

/** Records around the candles of some series: before, within, at closes and opens, in gaps, after; unsorted. */
export function plainRecordsArbitrary(series: readonly CandleSeries[], maxLength = 200): fc.Arbitrary<PlainRecord[]> {
  const times = series.flatMap(({ time }) => [...time]);
  const { intervalMs } = series[0];
  const first = times.reduce((a, b) => Math.min(a, b)) - 4 * intervalMs;
  const last = times.reduce((a, b) => Math.max(a, b)) + 5 * intervalMs;
  const slots = Math.round((last - first) / intervalMs);
  return fc.array(
    fc
      .record({
        symbol: fc.constantFrom(...series.map(({ symbol }) => symbol)),
        voice: voices,
        slot: fc.nat(slots),
        within: fc.constantFrom(0, 0, 1, intervalMs / 2, intervalMs - 1),
        age: fc.constantFrom(0, 0, 1, 2 * intervalMs),
        direction: fc.constantFrom<SignalDirection[]>('BUY', 'BUY', 'SELL', 'SELL', 'HOLD'),
        strength: fc.integer({ min: 1, max: 4 }),
        thousandths: fc.constantFrom(0, 400, 699, 700, 900, 1000),
      })
      .map(({ slot, within, age, ...rest }): PlainRecord => {
        const availableAt = first + slot * intervalMs + within;
        return { ...rest, availableAt, eventTime: availableAt - age };
      }),
    { maxLength, minLength: 1, size: 'max' },
  );
}

/** Entries over records, with everything that a config can say about them. */
export function recordedEntryArbitrary(series: readonly CandleSeries[]): fc.Arbitrary<RecordedEntry> {
  return fc
    .record({
      records: plainRecordsArbitrary(series),
      weight: fc.constantFrom(1, 0.5, 3),
      validity: fc.constantFrom(1, 2, 12),
      minConfidence: fc.constantFrom(0, 0.7),
      types: fc.constantFrom(null, RECORDED_TYPES.slice(0, 1)),
      sources: fc.constantFrom(null, ['a']),
    })
    .map(({ records, ...rest }) => recordedEntry(recordedOf(records), rest));
}
