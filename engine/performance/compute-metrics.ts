import type { MetricSet } from './metric-set.ts';
import { MetricsComputer, type MetricsRun, type MetricsSpan } from './metrics-computer.ts';

/** A run and the span it was measured over. */
export type MetricsInput = MetricsSpan & MetricsRun;

/**
 * Computes the metrics of one run; a sweep keeps a `MetricsComputer` instead.
 * @throws ConfigError when columns are empty or differ in length
 */
export function computeMetrics(input: MetricsInput): MetricSet {
  return new MetricsComputer(input).compute(input);
}
