export { computeMetrics, type MetricsInput } from './compute-metrics.ts';
export { type EquityPath, EquityWalk } from './equity-walk.ts';
export { METRIC_NAMES, type MetricConventions, type MetricName, type MetricSet } from './metric-set.ts';
export type { TradeTally } from './metrics/trade-tally.ts';
export {
  MetricsComputer,
  type MetricsRun,
  type MetricsSpan,
  type RunTally,
  type WalkedRun,
} from './metrics-computer.ts';
export { PerformanceTracker } from './performance-tracker.ts';
