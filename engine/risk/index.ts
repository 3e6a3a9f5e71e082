export { type Exposure, type PositionLimitCode, PositionLimiter, type PositionLimits } from './position-limiter.ts';
export { type HaltRules, type HaltState, RiskMonitor } from './risk-monitor.ts';
export { type OrderContext, RISK_CODES, type RiskCode, RiskValidator, type ValidatorRules } from './risk-validator.ts';
export { type ProtectiveExit, type StopDistances, StopLossManager, type StopRules } from './stop-loss-manager.ts';
