export { BacktestHost, type Measurement, runBacktest } from './backtest-host.ts';
export type { BacktestInput, StrategyEntry } from './backtest-input.ts';
export type { EquityCurve, OpenTrade, RegimeSummary, RunCounters, RunResult } from './run-result.ts';
