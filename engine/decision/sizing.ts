/** How large a position is; fractions are of the equity that decisions may use. */
export type SizingRule =
  | { readonly kind: 'all-in' }
  | { readonly kind: 'notional'; readonly notional: number }
  | { readonly kind: 'fraction'; readonly fraction: number }
  | { readonly kind: 'volatility-target'; readonly annual: number; readonly maxFraction: number }
  | { readonly kind: 'kelly'; readonly scale: number; readonly maxFraction: number; readonly before: number };

/** Trades after which the Kelly fraction is believed. */
const KELLY_TRADES = 30;

/** Wins and losses of closed trades so far, for the Kelly fraction. */
export interface TradeTally {
  readonly trades: number;
  readonly wins: number;
  readonly grossProfit: number;
  /** Positive. */
  readonly grossLoss: number;
}

/**
 * Units of a full-size position, before the size multiplier.
 * @param equity equity that decisions may use
 * @param price expected fill price, slippage included
 * @param fee fee rate, which an all-in order must leave room for
 * @param volatility annualised, NaN when unknown
 * @returns units >= 0
 */
export function baseUnits(
  rule: SizingRule,
  equity: number,
  price: number,
  fee: number,
  volatility: number,
  tally: TradeTally,
): number {
  if (!(equity > 0)) return 0;
  switch (rule.kind) {
    case 'all-in':
      return equity / (price * (1 + fee));
    case 'notional':
      return rule.notional / price;
    case 'fraction':
      return (rule.fraction * equity) / price;
    case 'volatility-target':
      return volatility > 0 ? (Math.min(rule.maxFraction, rule.annual / volatility) * equity) / price : 0;
    case 'kelly':
      return (Math.min(rule.maxFraction, kellyFraction(rule, tally)) * equity) / price;
  }
}

/**
 * Kelly's fraction W - (1 - W) / R of past trades, W the share of wins and R mean win over mean loss, scaled down.
 * @see Kelly (1956), A New Interpretation of Information Rate
 */
function kellyFraction(rule: SizingRule & { kind: 'kelly' }, tally: TradeTally): number {
  const losses = tally.trades - tally.wins;
  if (tally.trades < KELLY_TRADES || tally.wins === 0 || losses === 0) return rule.before;
  const share = tally.wins / tally.trades;
  const ratio = tally.grossProfit / tally.wins / (tally.grossLoss / losses);
  return Math.max(0, rule.scale * (share - (1 - share) / ratio));
}

/** 0.5 x mean strength before the cap (1 -> 0.5, 2 -> 1, 3 -> 1.5, 4 -> 2) times confidence; an all-in order ignores it. */
export function sizeMultiplier(rule: SizingRule, meanStrength: number, confidence: number): number {
  return rule.kind === 'all-in' ? 1 : 0.5 * meanStrength * confidence;
}
