import type { FillRecord, OrderRecord, RebalanceRecord, RefusalCount, TradeRecord } from '../model/index.ts';
import type { MetricSet } from '../performance/index.ts';
import type { PipelineConfig } from '../pipeline/index.ts';

/** Equity at the close of every candle of the run; all columns have one length. */
export interface EquityCurve {
  /** Open times of the candles of the grid. */
  readonly candle: Float64Array;
  /** Their closes: the instants at which equity is measured. */
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** Sum of |notional|. */
  readonly gross: Float64Array;
  /** Buy and hold of the same universe, from the same cash. */
  readonly benchmark: Float64Array;
}

/** A trade that is still open when the run ends. */
export interface OpenTrade {
  readonly symbol: string;
  readonly side: 'long' | 'short';
  readonly entryTime: number;
  readonly entryPrice: number;
  readonly size: number;
  readonly entryFee: number;
  readonly unrealised: number;
  readonly ledger: 'core' | 'tactical';
}

/** Time shares and transitions of the regime of one symbol. */
export interface RegimeSummary {
  readonly symbol: string;
  /** Candles in each regime, in the order of REGIMES. */
  readonly candles: readonly number[];
  readonly transitions: number;
}

/** Counters of what happened, for the page that explains a run. */
export interface RunCounters {
  readonly candles: number;
  readonly staleCandles: number;
  /** Combined signals BUY or SELL at or above the floor, one per candle and symbol. */
  readonly signals: number;
  readonly decisions: number;
  readonly ordersSubmitted: number;
  readonly fills: number;
  /** Candles in which stop and target were both touched. */
  readonly ambiguousCandles: number;
  readonly halts: number;
  readonly alerts: number;
  /** Rebalances that the cost budget cut. */
  readonly costBudgetBindings: number;
}

/** Everything one backtest leaves behind. */
export interface RunResult {
  readonly name: string;
  readonly config: PipelineConfig;
  readonly symbols: readonly string[];
  readonly intervalMs: number;
  /** First and last close of the measured span, epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Candles at the start of the span that only warmed columns up; earlier candles than the span are not counted. */
  readonly warmupCandles: number;
  readonly equity: EquityCurve;
  readonly orders: readonly OrderRecord[];
  readonly fills: readonly FillRecord[];
  readonly trades: readonly TradeRecord[];
  readonly openTrades: readonly OpenTrade[];
  readonly rebalances: readonly RebalanceRecord[];
  readonly refusals: readonly RefusalCount[];
  readonly regimes: readonly RegimeSummary[];
  readonly counters: RunCounters;
  readonly metrics: MetricSet;
  /** Why nothing traded, one sentence; null when something did. */
  readonly silence: string | null;
}
