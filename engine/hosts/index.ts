export type { EquityCurve, OpenTrade, RegimeSummary, RunCounters, RunResult } from './run-result.ts';
