/** What trading costs; rates are fractions. */
export interface CostRates {
  readonly taker: number;
  readonly maker: number;
  readonly slippage: number;
}

/** Price after slippage, moved against the order. @param direction +1 buys, -1 sells */
export function slippedPrice(raw: number, direction: number, slippage: number): number {
  return direction > 0 ? raw * (1 + slippage) : raw * (1 - slippage);
}
