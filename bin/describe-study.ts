import { describeSpan, type StudyResult, type SweepOutcomeReport, type ValidatedTrial } from '#app';
import { formatMetric, metricLabel } from './format-metric.ts';
import { formatDuration } from './progress-line.ts';
import { formatTable } from './text-table.ts';

/** Metrics shown beside the objective. */
const SHOWN = ['totalReturn', 'sharpe', 'maxDrawdown', 'trades'];

/** A study in a screenful of text: default against tuned, train against validation. */
export function describeStudy({
  study,
  warmupCandles,
  files,
  elapsedMs,
  threads,
  aborted,
}: SweepOutcomeReport): string[] {
  const { trials, split, objective } = study;
  const count = (status: string): number => trials.filter((trial) => trial.status === status).length;
  const lines = [
    `${study.name}  ${study.sampler}, ${trials.length} of ${study.budget} trials in ${formatDuration(elapsedMs / 1000)} on ${threads.length} threads`,
    `  ${objective.direction === 'max' ? 'highest' : 'lowest'} ${objective.metric}${study.constraints.length === 0 ? '' : ` with ${study.constraints.join(', ')}`}; seed ${study.seed}, window ${study.window}, warm-up ${warmupCandles} candles for all trials`,
    `  train ${describeSpan(split.train)}, validation ${describeSpan(split.validation)}, locked ${describeSpan(split.locked)}`,
    `  ${count('ok')} ok, ${count('infeasible')} infeasible, ${count('failed')} failed`,
    '',
    ...compare(study),
  ];
  const [best] = study.validated;
  if (best !== undefined && study.baseline !== null) lines.push('', '  Settings', settings(study.baseline, best));
  if (files !== null) {
    lines.push('', `  Journal  ${files.journal}`);
    if (files.best !== null) lines.push(`  Best     ${files.best}`);
    lines.push(`  Report   ${files.report}`);
  }
  if (aborted && files !== null)
    lines.push('', `  Ended early. Go on with the same command and --resume --out ${files.folder}`);
  return lines;
}

/** Default and tuned, on train and validation. */
function compare({ baseline, validated, objective, trials }: StudyResult): string[] {
  const [best] = validated;
  if (best === undefined || baseline === null) {
    const reason = trials.find((trial) => trial.reason !== '')?.reason;
    return [`  No trial was feasible${reason === undefined ? '.' : `; the first one: ${reason}`}`];
  }
  const metrics = [...new Set([objective.metric, ...SHOWN])];
  const row = (name: string, values: Readonly<Record<string, number | null>>): string[] => [
    name,
    ...metrics.map((metric) => formatMetric(metric, values[metric])),
  ];
  const rows = [
    ['', ...metrics.map(metricLabel)],
    row('default, train', baseline.train),
    row('tuned, train', best.train),
    row('default, validation', baseline.validation),
    row('tuned, validation', best.validation),
  ];
  return [formatTable(rows)];
}

function settings(baseline: ValidatedTrial, best: ValidatedTrial): string {
  const text = (value: number | boolean | string | undefined): string =>
    typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
  const rows = Object.entries(best.params).map(([path, value]) => [
    path,
    text(baseline.params[path]),
    '->',
    text(value),
  ]);
  return formatTable(rows, 4);
}
