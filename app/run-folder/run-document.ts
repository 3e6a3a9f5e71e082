import type { DataQuality, RunResult, SignalQuality } from '#engine';
import type { RunIdentity } from '../prepare-run.ts';

/** run.json: everything about a run that is not a list of records. No clock in it: same input, same bytes. */
export interface RunDocument {
  readonly format: 1;
  readonly name: string;
  readonly fingerprint: string;
  readonly identity: RunIdentity;
  readonly symbols: readonly string[];
  readonly intervalMs: number;
  readonly from: number;
  readonly to: number;
  readonly warmupCandles: number;
  readonly silence: string | null;
  readonly metrics: RunResult['metrics'];
  readonly counters: RunResult['counters'];
  readonly refusals: RunResult['refusals'];
  readonly openTrades: RunResult['openTrades'];
  readonly rebalances: RunResult['rebalances'];
  readonly regimes: RunResult['regimes'];
  readonly quality: readonly DataQuality[];
  /** How recorded signals fall on the candles; empty without any. */
  readonly signals: readonly SignalQuality[];
  readonly config: { readonly given: unknown; readonly decoded: unknown };
}

/** Puts run.json together. */
export function createRunDocument(
  result: RunResult,
  about: {
    readonly fingerprint: string;
    readonly identity: RunIdentity;
    readonly quality: readonly DataQuality[];
    readonly signals: readonly SignalQuality[];
    readonly given: unknown;
    readonly decoded: unknown;
  },
): RunDocument {
  const { name, symbols, intervalMs, from, to, warmupCandles, silence, metrics, counters } = result;
  const { refusals, openTrades, rebalances, regimes } = result;
  return {
    format: 1,
    name,
    fingerprint: about.fingerprint,
    identity: about.identity,
    symbols,
    intervalMs,
    from,
    to,
    warmupCandles,
    silence,
    metrics,
    counters,
    refusals,
    openTrades,
    rebalances,
    regimes,
    quality: about.quality,
    signals: about.signals,
    config: { given: about.given, decoded: about.decoded },
  };
}

/** Plain data as the text of a JSON file. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
