import type { Instrument, Market } from '../model/index.ts';
import type { PipelineConfig } from './config-schema.ts';
import type { SymbolPlan } from './symbol-plan.ts';

/** What one run of the pipeline is a function of; columns are already computed. */
export interface PipelineSetup {
  readonly market: Market;
  readonly instruments: readonly Instrument[];
  readonly config: PipelineConfig;
  readonly plans: readonly SymbolPlan[];
  /** SELL may open shorts. */
  readonly shorts: boolean;
  /** Grid indices of the first close at which anything may be decided, and one past the last. */
  readonly start: number;
  readonly end: number;
  /** Grid indices at which the rebalancer's calendar or check is due. */
  readonly timers: Int32Array;
  /** Grid indices of the last candle of each day, at which equity is kept for the returns. */
  readonly dayEnds: Int32Array;
  /** Equity at each close is written here, by grid index. Null: nobody asks for it; halts do. */
  readonly equity: Float64Array | null;
  /** Null: nothing is written down (sweeps). */
  readonly runId: string | null;
  /** False replays every candle through `bar`; the result is the same, bit for bit. */
  readonly coasting: boolean;
}
