export { riskScore, scaleForRisk } from './risk-score.ts';
export { baseUnits, type SizingRule, sizeMultiplier, type TradeTally } from './sizing.ts';
export { type DecisionRules, decide, type TradeAction } from './trade-decision.ts';
