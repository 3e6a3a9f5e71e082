/** Counts and sums over closed trades; profits and losses are net of fees, in quote currency. */
export interface TradeTally {
  readonly count: number;
  readonly wins: number;
  readonly grossProfit: number;
  /** Sum of the losses, positive. */
  readonly grossLoss: number;
  readonly pnlSum: number;
}
