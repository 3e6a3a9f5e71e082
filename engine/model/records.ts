/** What a run leaves behind: orders, fills, trades, rebalances. Times are epoch ms UTC, money is quote currency. */
export type Side = 'buy' | 'sell';
/** Who holds the units: `core` is moved by the rebalancer, `tactical` by decisions. */
export type LedgerName = 'core' | 'tactical';
/** Why an order was sent. */
export type OrderReason = 'entry' | 'exit' | 'resize' | 'rebalance' | 'halt' | 'end' | 'netted';
/** Why a trade ended. */
export type ExitReason = 'signal' | 'stop' | 'trailing' | 'target' | 'rebalance' | 'halt' | 'end' | 'delisted';
export type OrderStatus = 'filled' | 'reduced' | 'cancelled' | 'pending';

export interface OrderRecord {
  readonly id: string;
  /** Close of the candle at which it was decided. */
  readonly time: number;
  readonly symbol: string;
  readonly side: Side;
  /** Units asked for; for orders sized at the fill, what the fill resolved. */
  readonly size: number;
  readonly reason: OrderReason;
  readonly reduceOnly: boolean;
  readonly status: OrderStatus;
  /** Why it was reduced or cancelled; empty when it was not. */
  readonly note: string;
}

export interface FillRecord {
  readonly orderId: string;
  /** Open time of the candle in which it was filled. */
  readonly time: number;
  readonly symbol: string;
  readonly side: Side;
  readonly size: number;
  readonly price: number;
  readonly fee: number;
  /** Money lost to slippage against the raw price. */
  readonly slippage: number;
  readonly reason: OrderReason | ExitReason;
  /** Units of this fill that went to the core ledger (signed like the fill). */
  readonly core: number;
  readonly tactical: number;
}

/** From flat to flat, or to the flip, at average cost. */
export interface TradeRecord {
  readonly symbol: string;
  readonly side: 'long' | 'short';
  readonly entryTime: number;
  readonly entryPrice: number;
  readonly exitTime: number;
  readonly exitPrice: number;
  /** Largest number of units held. */
  readonly size: number;
  /** Net of fees. */
  readonly pnl: number;
  readonly fees: number;
  readonly exitReason: ExitReason;
  /** Worst and best excursion against the average entry, as fractions (mae <= 0 <= mfe). */
  readonly mae: number;
  readonly mfe: number;
  readonly ledger: LedgerName;
}

/** One rebalance, as decided and as it came out. */
export interface RebalanceRecord {
  readonly time: number;
  readonly trigger: 'first' | 'band' | 'calendar';
  /** Sum of |drift| over symbols before it, and after its fills. */
  readonly driftBefore: number;
  readonly driftAfter: number;
  /** 1 - 1/2 sum |w_after - w_target|. */
  readonly accuracy: number;
  readonly notional: number;
  /** Estimated at the decision. */
  readonly estimatedCost: number;
  /** Fees and slippage paid by its fills. */
  readonly cost: number;
  readonly actions: number;
  /** Actions that the cost budget dropped or cut. */
  readonly cutByBudget: number;
}

/** Stages that can refuse, in pipeline order; `reduced` counts what the risk validator let through smaller. */
export type RefusalStage = 'decision' | 'risk' | 'reduced' | 'cost' | 'execution';

export interface RefusalCount {
  readonly stage: RefusalStage;
  readonly code: string;
  readonly symbol: string;
  readonly count: number;
}
