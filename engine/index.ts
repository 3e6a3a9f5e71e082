export type { EquityCurve, OpenTrade, RegimeSummary, RunCounters, RunResult } from './hosts/index.ts';
export * from './model/index.ts';
export { METRIC_NAMES, type MetricConventions, type MetricName, type MetricSet } from './performance/index.ts';
export { type Distance, type PipelineConfig, type PipelineInput, pipelineSchema, type Sizing } from './pipeline/index.ts';
