import type { CombinedColumn, SignalRuns } from '../signals/index.ts';

/** What one strategy says about one symbol, by row of the symbol's own candles. */
export interface SourceView {
  readonly packed: Int32Array;
  /** Distances in quote currency, NaN where the strategy gives none. */
  readonly stop: Float64Array | null;
  readonly target: Float64Array | null;
}

/** Everything that is known about one symbol before the first candle is replayed: columns, all of them causal. */
export interface SymbolPlan {
  /** By grid index. */
  readonly combined: CombinedColumn;
  readonly runs: SignalRuns;
  /** By row. */
  readonly sources: readonly SourceView[];
  /** Annualised volatility, by row; null when nothing asks for it. */
  readonly volatility: Float64Array | null;
  /** Long-run mean of the volatility so far, by row; null unless risk is scaled. */
  readonly longRunVolatility: Float64Array | null;
  /** Codes into REGIMES, by row; null when nothing asks for it. */
  readonly regime: Uint8Array | null;
  /** ATR by row for each of the three distances; null where the config has none. */
  readonly stopAtr: Float64Array | null;
  readonly targetAtr: Float64Array | null;
  readonly trailingAtr: Float64Array | null;
}
