import { resolve } from 'node:path';
import { type LoadedSignals, loadSignals } from '#datasets';
import {
  alignmentOf,
  type CandleSeries,
  ConfigError,
  type RecordedEntry,
  type RecordedSignals,
  type SignalQuality,
} from '#engine';
import type { DecodedBacktest } from './config/backtest-schema.ts';
import { type DecodedRecorded, recordedId } from './config/recorded-schema.ts';
import { nearestName } from './config/suggestion.ts';

/**
 * Reads the recorded signals that a config names.
 * @param series candles of the run: whoever speaks of another symbol is refused
 * @param dataRoot folder that relative file names start from
 * @returns one for each entry of `signals`, in its order
 * @throws DatasetError with file and line; ConfigError unknown-source, no-voice
 */
export async function loadRecorded(
  { signals }: DecodedBacktest,
  series: readonly CandleSeries[],
  dataRoot: string,
): Promise<LoadedSignals[]> {
  const symbols = series.map(({ symbol }) => symbol);
  const loaded: LoadedSignals[] = [];
  for (const entry of signals) {
    const { file, symbols: only, delay } = entry;
    const one = await loadSignals(resolve(dataRoot, file), { symbols, only, delayMs: delay });
    checkVoices(entry, one);
    loaded.push(one);
  }
  return loaded;
}

/** A source that the file does not have is a slip, and so is a choice that nobody is left of. */
function checkVoices({ id, file, types, sources }: DecodedRecorded, { signals }: LoadedSignals): void {
  const name = recordedId({ id, file });
  const known = [...new Set(signals.voices.map(({ source }) => source))];
  const stranger = sources?.find((source) => !known.includes(source));
  if (stranger !== undefined) {
    const near = nearestName(stranger, known);
    const hint = near === null ? `; known are ${known.slice(0, 8).join(', ')}.` : `, did you mean ${near}?`;
    throw new ConfigError('unknown-source', `Unknown source ${stranger} of signals ${name}${hint}`, { file });
  }
  const heard = signals.voices.some(
    ({ type, source }) => (types?.includes(type) ?? true) && (sources?.includes(source) ?? true),
  );
  if (heard) return;
  const there = signals.voices.map(({ type, source }) => `${type} of ${source}`).join(', ');
  const text = `Expected types and sources of signals ${name} to leave something of ${there}, was nothing.`;
  throw new ConfigError('no-voice', text, { file });
}

/** The recorded signals of a config with their records. */
export function recordedEntries(config: DecodedBacktest, signals: readonly RecordedSignals[]): RecordedEntry[] {
  return config.signals.map((entry, i) => {
    const { weight, active, validity, minConfidence, symbols, types, sources } = entry;
    const id = recordedId(entry);
    return { id, signals: signals[i], weight, active, validity, minConfidence, symbols, types, sources };
  });
}

/** How the records of a run fall on its candles, for reports: a row for each symbol that they speak of. */
export function signalQuality(
  config: DecodedBacktest,
  loaded: readonly LoadedSignals[],
  series: readonly CandleSeries[],
): SignalQuality[] {
  const entries = recordedEntries(
    config,
    loaded.map(({ signals }) => signals),
  );
  return entries.map((entry, i) => {
    const { file, sha256, leftOut } = loaded[i];
    const heard = series.filter(({ symbol }) => entry.signals.symbols.includes(symbol));
    const alignments = heard.map((one) => alignmentOf(entry, one));
    return { id: entry.id, file, sha256, records: entry.signals.length, leftOut, alignments };
  });
}
