import type { MetricSet } from './metric-set.ts';
import type { TradeTally } from './metrics/trade-tally.ts';
import type { MetricsComputer, RunTally } from './metrics-computer.ts';

/** Tallies costs, trades and exposure while a run goes on; nothing is allocated per call. */
export class PerformanceTracker {
  private fees = 0;
  private slippage = 0;
  private notional = 0;
  private exposed = 0;
  private closed = 0;
  private wins = 0;
  private profit = 0;
  private loss = 0;

  /**
   * @param notional |units x price| of the fill, in quote currency
   * @param fee fee paid, in quote currency
   * @param slippage money lost against the raw price
   */
  recordFill(notional: number, fee: number, slippage: number): void {
    this.notional += notional;
    this.fees += fee;
    this.slippage += slippage;
  }

  /** @param pnl result of a closed trade, net of its fees */
  recordTrade(pnl: number): void {
    this.closed++;
    if (pnl > 0) {
      this.wins++;
      this.profit += pnl;
    } else this.loss -= pnl;
  }

  /** @param candles candles at whose close a position was held */
  addExposed(candles: number): void {
    this.exposed += candles;
  }

  reset(): void {
    this.fees = 0;
    this.slippage = 0;
    this.notional = 0;
    this.exposed = 0;
    this.closed = 0;
    this.wins = 0;
    this.profit = 0;
    this.loss = 0;
  }

  get feesPaid(): number {
    return this.fees;
  }

  get slippagePaid(): number {
    return this.slippage;
  }

  get tradedNotional(): number {
    return this.notional;
  }

  get exposedCandles(): number {
    return this.exposed;
  }

  /** A copy of the tally of closed trades. */
  get trades(): TradeTally {
    return {
      count: this.closed,
      wins: this.wins,
      grossProfit: this.profit,
      grossLoss: this.loss,
      pnlSum: this.profit - this.loss,
    };
  }

  /**
   * Computes the metrics of what was recorded since the last reset.
   * @param computer made for the span of the run
   * @param equity equity at the close of every candle of that span
   */
  metrics(computer: MetricsComputer, equity: Float64Array): MetricSet {
    return computer.compute({ ...this.tally, equity });
  }

  /** A copy of everything recorded since the last reset. */
  get tally(): RunTally {
    return {
      exposedCandles: this.exposed,
      feesPaid: this.fees,
      slippagePaid: this.slippage,
      tradedNotional: this.notional,
      trades: this.trades,
    };
  }
}
