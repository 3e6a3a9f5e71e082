import type { ColumnCache, StrategyDefinition } from '../columns/index.ts';
import type { CandleSeries, Instrument } from '../model/index.ts';
import type { PipelineConfig } from '../pipeline/index.ts';
import type { RecordedEntry } from '../signals/index.ts';

/** One strategy at work in a run. */
export interface StrategyEntry {
  /** Unique in the run; the `source` of its signals. */
  readonly id: string;
  readonly definition: StrategyDefinition;
  /** Values by parameter name; missing ones take their defaults. */
  readonly params: Readonly<Record<string, number | boolean | string>>;
  /** Weight in the `net` combiner. */
  readonly weight: number;
  readonly active: boolean;
  /** Candles a signal stays alive. */
  readonly validity: number;
  /** Symbols it trades; null means all. */
  readonly symbols: readonly string[] | null;
}

/** Everything a backtest is a function of. */
export interface BacktestInput {
  readonly name: string;
  readonly config: PipelineConfig;
  /** One per series, in the same order; the order is the instrument order of fills and ties. */
  readonly instruments: readonly Instrument[];
  readonly series: readonly CandleSeries[];
  readonly strategies: readonly StrategyEntry[];
  /** Opinions of models outside, replayed beside the strategies; none when absent. */
  readonly recorded?: readonly RecordedEntry[];
  /** Open times, epoch ms, inclusive and exclusive; null means all there is. Earlier candles serve as warm-up. */
  readonly from: number | null;
  readonly to: number | null;
  readonly market: '24/7' | 'session';
  /** Prefix of order ids, a hash of the inputs; `run` when absent. */
  readonly runId?: string;
  /** Shared between runs over the same series; a fresh one when absent. */
  readonly cache?: ColumnCache;
}
