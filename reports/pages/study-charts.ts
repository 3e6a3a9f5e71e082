import type { ParamSpec, StudyResult, TrialResult } from '#optimizers/model';
import { binParameter, median, positionOf } from '../analysis/parameter-bins.ts';
import { explainedShare } from '../analysis/parameter-effect.ts';
import { trialsRunAgain } from '../analysis/study-verdict.ts';
import { rangeOf, type ValueRange } from '../analysis/value-range.ts';
import { type Dot, dotPlot } from '../charts/dot-plot.ts';
import { linearTicks, logTicks, type Tick } from '../charts/ticks.ts';
import { formatCount, formatPercent } from '../format/number.ts';
import { type Html, html } from '../html.ts';
import { table } from './blocks.ts';
import { formatMetric, metricLabel } from './metric-labels.ts';

/** Bins of the median line of a slice. */
const SLICE_BINS = 10;

const place = (value: number, range: ValueRange): number => (value - range.min) / (range.max - range.min);

/** Range of the objective over all trials; null where none has a value. */
export function objectiveRange(study: StudyResult): ValueRange | null {
  const values = study.trials.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? null : rangeOf(values, study.objective.direction);
}

function valueTicks(study: StudyResult, range: ValueRange, most: number): Tick[] {
  // Fractions are read as percentages.
  const isPercent = formatMetric(study.objective.metric, 0).endsWith('%');
  const scale = isPercent ? 100 : 1;
  const ticks = linearTicks(range.min * scale, range.max * scale, most);
  return isPercent ? ticks.map(({ at, label }) => ({ at, label: `${label}%` })) : ticks;
}

/** Trials in order with the best so far; those without a value lie on the lower edge. */
export function renderHistory(study: StudyResult): Html {
  const range = objectiveRange(study);
  if (range === null) return html`<p class="empty">No trial has a value.</p>`;
  const { trials, objective } = study;
  const count = Math.max(trials.length, 2);
  const x = (index: number): number => (index + 0.5) / count;
  const layer = (status: TrialResult['status']): Dot[] =>
    trials
      .filter((trial) => trial.status === status)
      .map((trial) => ({
        x: x(trial.index),
        y: trial.value === null ? 0.012 : place(trial.value, range),
        id: trial.index,
      }));
  const steps: [number, number][] = [];
  const records: [string, string, string][] = [];
  let best: number | null = null;
  for (const { index, value, status } of trials) {
    if (value === null || status !== 'ok') continue;
    const isBetter: boolean = best === null || (objective.direction === 'max' ? value > best : value < best);
    if (!isBetter) continue;
    if (best !== null) steps.push([x(index), place(best, range)]);
    steps.push([x(index), place(value, range)]);
    records.push([
      formatCount(index),
      formatMetric(objective.metric, value),
      best === null ? '' : formatMetric(objective.metric, value - best),
    ]);
    best = value;
  }
  if (best !== null) steps.push([1, place(best, range)]);
  const winner = trials.find((trial) => trial.index === study.best);
  const name = metricLabel(objective.metric);
  return html`${legend([
    ['plain', 'trial'],
    ['best', 'best'],
    ['present', 'present settings'],
    ['infeasible', 'breaks a constraint'],
    ['failed', 'failed'],
  ])}${dotPlot({
    label: `${name} of every trial in order, with the best so far`,
    height: 'tall',
    x: linearTicks(0, count, 8),
    y: valueTicks(study, range, 6),
    xTitle: 'Trial',
    yTitle: name,
    lines: [{ kind: 'best', points: steps }],
    layers: [
      { kind: 'plain', dots: layer('ok') },
      { kind: 'infeasible', dots: layer('infeasible') },
      { kind: 'failed', dots: layer('failed') },
      { kind: 'present', dots: layer('ok').filter((dot) => dot.id === 0) },
      {
        kind: 'best',
        dots: winner?.value == null ? [] : [{ x: x(winner.index), y: place(winner.value, range), id: winner.index }],
      },
    ],
  })}${range.isCut && html`<p class="note">Values far worse than the rest are drawn at the edge.</p>`}<details class="fold"><summary>Table: trials that improved the best</summary>${table(
    'Trials that improved the best',
    [
      { label: 'Trial', kind: 'number' },
      { label: name, kind: 'number' },
      { label: 'Gain', kind: 'number' },
    ],
    records,
  )}</details>`;
}

/** Parameters with the share of variance each explains alone, most first. */
export function rankParameters(study: StudyResult): { readonly spec: ParamSpec; readonly share: number | null }[] {
  return study.space
    .map((spec) => ({ spec, share: explainedShare(spec, study.trials) }))
    .sort((a, b) => (b.share ?? -1) - (a.share ?? -1));
}

/** One small plot per parameter, the most telling first. */
export function renderSlices(study: StudyResult): Html {
  const range = objectiveRange(study);
  if (range === null) return html`<p class="empty">No trial has a value.</p>`;
  const ranked = rankParameters(study);
  return html`<div class="slices">${ranked.map(({ spec, share }) => renderSlice(study, spec, share, range))}</div><details class="fold"><summary>Table: medians by parameter</summary>${table(
    'Median of the objective by parameter',
    [
      { label: 'Parameter' },
      { label: 'Range' },
      { label: 'Trials', kind: 'number' },
      { label: 'Median', kind: 'number' },
    ],
    ranked.flatMap(({ spec }) =>
      sliceMedians(study, spec).map(({ label, values }) => [
        spec.name,
        label,
        formatCount(values.length),
        formatMetric(study.objective.metric, median(values)),
      ]),
    ),
  )}</details>`;
}

function sliceMedians(study: StudyResult, spec: ParamSpec): { label: string; values: number[] }[] {
  const bins = binParameter(spec, SLICE_BINS);
  const groups = bins.labels.map((label) => ({ label, values: [] as number[] }));
  for (const { params, value } of study.trials) {
    const at = params[spec.name];
    if (value !== null && at !== undefined) groups[bins.indexOf(at)]?.values.push(value);
  }
  return groups;
}

function renderSlice(study: StudyResult, spec: ParamSpec, share: number | null, range: ValueRange): Html {
  const isChoice = spec.kind === 'choice';
  const dots: Dot[] = [];
  for (const { index, params, value } of study.trials) {
    const position = positionOf(spec, params[spec.name]);
    if (value === null || position === null) continue;
    // Choices are spread a little, by a fixed rule, so that their dots do not hide each other.
    const spread = isChoice ? ((((index * 37) % 101) / 101 - 0.5) * 0.5) / spec.values.length : 0;
    dots.push({ x: position + spread, y: place(value, range), id: index });
  }
  const groups = sliceMedians(study, spec);
  const medians = groups.flatMap(({ values }, i): [number, number][] => {
    const middle = median(values);
    return middle === null || values.length < 3 ? [] : [[(i + 0.5) / groups.length, place(middle, range)]];
  });
  const ticks = isChoice
    ? groups.map(({ label }, i) => ({ at: (i + 0.5) / groups.length, label }))
    : spec.max === spec.min
      ? []
      : spec.log
        ? logTicks(spec.min, spec.max)
        : linearTicks(spec.min, spec.max, 5);
  return html`<div class="slice"><h3>${spec.name}</h3><p class="note">${share === null ? 'too few trials to rank' : `explains ${formatPercent(share, { digits: 0 })} of the variance alone`}</p>${dotPlot(
    {
      label: `${metricLabel(study.objective.metric)} by ${spec.name}`,
      height: 'low',
      x: ticks,
      y: valueTicks(study, range, 4),
      xTitle: !isChoice && spec.log ? 'logarithmic' : '',
      yTitle: '',
      lines: [{ kind: 'median', points: medians }],
      layers: [
        { kind: 'plain', dots },
        { kind: 'present', dots: dots.filter((dot) => dot.id === 0) },
        { kind: 'best', dots: dots.filter((dot) => dot.id === study.best) },
      ],
    },
  )}</div>`;
}

/** Objective of the validated trials: training across, validation up, and the line where both are equal. */
export function renderTrainAgainstValidation(study: StudyResult): Html {
  const { metric, direction } = study.objective;
  const all = trialsRunAgain(study);
  const points = all.flatMap((trial) => {
    const train = trial.train[metric] ?? null;
    const validation = trial.validation[metric] ?? null;
    return train === null || validation === null ? [] : [{ id: trial.index, train, validation }];
  });
  if (points.length === 0) return html`<p class="empty">No trial was run again on a validation span.</p>`;
  const across = rangeOf(
    points.map((point) => point.train),
    direction,
  );
  const up = rangeOf(
    points.map((point) => point.validation),
    direction,
  );
  const dots = points.map(
    ({ id, train, validation }): Dot => ({ x: place(train, across), y: place(validation, up), id }),
  );
  // The part of the line of equality that lies within both ranges; there may be none.
  const [from, to] = [Math.max(across.min, up.min), Math.min(across.max, up.max)];
  const equal = [from, to].map((value) => [place(value, across), place(value, up)] as const);
  const name = metricLabel(metric);
  return html`${legend([
    ['plain', 'trial'],
    ['best', 'best in training'],
    ['present', 'present settings'],
  ])}${dotPlot({
    label: `${name} in validation against training`,
    height: 'tall',
    x: valueTicks(study, across, 6),
    y: valueTicks(study, up, 6),
    xTitle: `${name} in training`,
    yTitle: `${name} in validation`,
    lines: from < to ? [{ kind: 'equal', points: equal }] : [],
    layers: [
      { kind: 'plain', dots },
      { kind: 'present', dots: dots.filter((dot) => dot.id === 0) },
      { kind: 'best', dots: dots.filter((dot) => dot.id === study.best) },
    ],
  })}<p class="note">${from < to ? `On the dashed line a trial does as well in validation as in training; below it, ${direction === 'max' ? 'worse' : 'better'}.` : `Every trial did ${up.max <= across.min === (direction === 'max') ? 'worse' : 'better'} in validation than any did in training.`}</p>`;
}

function legend(entries: readonly (readonly [string, string])[]): Html {
  return html`<ul class="legend marks">${entries.map(([kind, label]) => html`<li><svg viewBox="-5 -5 10 10" aria-hidden="true"><path class="dots ${kind}" d="M0 0h0"/></svg>${label}</li>`)}</ul>`;
}
