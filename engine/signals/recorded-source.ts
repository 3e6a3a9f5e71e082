import { type ColumnCache, extendInto, type SourceColumns } from '../columns/index.ts';
import {
  type CandleSeries,
  countOf,
  type RecordedSignals,
  type RecordedType,
  type SignalAlignment,
  thousandthsOf,
  type Voice,
} from '../model/index.ts';
import { alignSignals } from './recorded-alignment.ts';

/** Recorded signals at work in a run. */
export interface RecordedEntry {
  /** Unique in the run. */
  readonly id: string;
  readonly signals: RecordedSignals;
  /** Weight of each of its voices in the `net` combiner. */
  readonly weight: number;
  readonly active: boolean;
  /** Candles an opinion stays alive, integer >= 1. */
  readonly validity: number;
  /** Opinions below this confidence are none, 0 to 1; compared in thousandths. */
  readonly minConfidence: number;
  /** Symbols it speaks about; null means all. */
  readonly symbols: readonly string[] | null;
  /** Types and sources that are listened to; null means all. */
  readonly types: readonly RecordedType[] | null;
  readonly sources: readonly string[] | null;
}

/**
 * What the voices of an entry say about one instrument, row by row of its own candles; nothing where it is not active.
 * The newest opinion of a voice stays alive for `validity` candles; one below the floor ends the one before it.
 * @param cache keeps the columns under the id of the records; read only
 * @returns one source for each voice that has a record about this symbol, first seen first
 */
export function evaluateRecorded(entry: RecordedEntry, series: CandleSeries, cache: ColumnCache): SourceColumns[] {
  const { signals, active, symbols, validity } = entry;
  if (!active || (symbols !== null && !symbols.includes(series.symbol))) return [];
  const floor = Math.round(1000 * entry.minConfidence);
  const sources: SourceColumns[] = [];
  for (const voice of voicesAbout(signals, series.symbol)) {
    if (!takes(entry, signals.voices[voice])) continue;
    const key = `${series.id}|recorded ${signals.id} ${voice} ${validity} ${floor} ${series.symbol}`;
    let packed = cache.get(key)?.packed ?? null;
    if (packed === null) {
      packed = alignedColumn(signals, voice, series, cache).slice();
      if (validity > 1) extendInto(packed, validity);
      if (floor > 0) silenceBelow(packed, floor);
      cache.set(key, { columns: [], packed });
    }
    sources.push({ packed, stop: null, target: null, warmup: 0, length: 0 });
  }
  return sources;
}

/** How the records that an entry listens to fall on the candles of one symbol. */
export function alignmentOf(entry: RecordedEntry, series: CandleSeries): SignalAlignment {
  return alignSignals(entry.signals, series, (voice) => takes(entry, voice)).statistics;
}

function takes({ types, sources }: RecordedEntry, { type, source }: Voice): boolean {
  return (types === null || types.includes(type)) && (sources === null || sources.includes(source));
}

const voices = new WeakMap<RecordedSignals, ReadonlyMap<string, readonly number[]>>();

/** Positions of the voices that have a record about a symbol, ascending; looked up once for all symbols. */
function voicesAbout(signals: RecordedSignals, symbol: string): readonly number[] {
  let known = voices.get(signals);
  if (known === undefined) {
    const found = signals.symbols.map(() => new Set<number>());
    for (let k = 0; k < signals.length; k += 1) found[signals.symbol[k]].add(signals.voice[k]);
    known = new Map(signals.symbols.map((name, s) => [name, [...found[s]].sort((a, b) => a - b)]));
    voices.set(signals, known);
  }
  return known.get(symbol) ?? [];
}

/** The opinions of one voice before validity and floor. One pass gives those of all voices, so all are kept. */
function alignedColumn(signals: RecordedSignals, voice: number, series: CandleSeries, cache: ColumnCache): Int32Array {
  const keyOf = (v: number): string => `${series.id}|aligned ${signals.id} ${v} ${series.symbol}`;
  const known = cache.get(keyOf(voice))?.packed ?? null;
  if (known !== null) return known;
  const { columns } = alignSignals(signals, series);
  for (const v of voicesAbout(signals, series.symbol)) cache.set(keyOf(v), { columns: [], packed: columns[v] });
  // Every voice was asked for.
  return columns[voice] as Int32Array;
}

function silenceBelow(packed: Int32Array, floor: number): void {
  for (let i = 0; i < packed.length; i += 1) {
    if (thousandthsOf(packed[i]) < floor * countOf(packed[i])) packed[i] = 0;
  }
}
