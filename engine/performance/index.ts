export { METRIC_NAMES, type MetricConventions, type MetricName, type MetricSet } from './metric-set.ts';
