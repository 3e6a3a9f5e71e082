/**
 * Risk of an order, 0 to 1: 0.3 volatility + 0.3 position + 0.4 regime risk, capped at 1.
 * @param volatility annualised, or for the scaled form over its own long-run level; NaN (no estimate yet) counts as 0
 * @param position |notional| after the order over the largest position allowed
 * @param regimeRisk that of the present regime: see `REGIME_RISK`
 */
export function riskScore(volatility: number, position: number, regimeRisk: number): number {
  const known = Number.isNaN(volatility) ? 0 : volatility;
  const score = 0.3 * known + 0.3 * position + 0.4 * regimeRisk;
  return score > 1 ? 1 : score;
}

/**
 * Size factor of the `scaled` form: instead of refusing above the limit, the order shrinks to limit / score.
 * @param limit largest score that passes whole; null is no limit
 */
export function scaleForRisk(score: number, limit: number | null): number {
  return limit === null || score <= limit ? 1 : limit / score;
}
