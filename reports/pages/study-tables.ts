import type { ParamSpec, StudyResult, ValidatedTrial } from '#optimizers/model';
import { bestValidated, trialsRunAgain } from '../analysis/study-verdict.ts';
import { formatCount, formatValue } from '../format/number.ts';
import { formatDay, formatSpan } from '../format/time.ts';
import { type Html, html } from '../html.ts';
import { type Cell, signed, table } from './blocks.ts';
import { formatMetric, metricLabel } from './metric-labels.ts';
import { shortenNames } from './short-names.ts';

/** Rows of the table of the best trials. */
const BEST_ROWS = 60;
/** Metrics shown beside the objective, where the trials have them. */
const COMPANIONS = [
  'totalReturn',
  'cagr',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
  'profitFactor',
  'winRate',
  'exposure',
  'turnover',
  'feesPaid',
  'trades',
];

const number = (label: string) => ({ label, kind: 'number' as const });

/** Present settings against the best, in training and validation, and what changed. */
export function renderComparison(study: StudyResult): Html {
  const best = bestValidated(study);
  const { baseline } = study;
  if (best === null && baseline === null) return html`<p class="empty">No trial was run again.</p>`;
  const { metric } = study.objective;
  const has = (name: string): boolean =>
    [best, baseline].some((trial) => trial !== null && Object.hasOwn(trial.train, name));
  const metrics = [metric, ...COMPANIONS.filter((name) => name !== metric && has(name))];
  const rows: Cell[][] = metrics.map((name) => {
    const show = (trial: ValidatedTrial | null, span: 'train' | 'validation'): string =>
      formatMetric(name, trial?.[span][name]);
    const label: Cell = name === metric ? html`<b>${metricLabel(name)}</b>` : metricLabel(name);
    return [
      label,
      show(baseline, 'train'),
      show(best, 'train'),
      show(baseline, 'validation'),
      show(best, 'validation'),
    ];
  });
  const changed = study.space.filter((spec) => baseline?.params[spec.name] !== best?.params[spec.name]);
  const changes: Cell[][] = changed.map(({ name }) => [
    name,
    formatValue(baseline?.params[name]),
    html`<b>${formatValue(best?.params[name])}</b>`,
  ]);
  return html`<div class="pair"><div>${table('Present and best, training and validation', [{ label: 'Metric' }, number('Present, training'), number('Best, training'), number('Present, validation'), number('Best, validation')], rows)}</div><div>${
    changes.length === 0
      ? html`<p class="empty">The best trial is the present settings.</p>`
      : table('What changed', [{ label: 'Setting' }, number('Present'), number('Best')], changes)
  }</div></div>`;
}

/** The best trials with their parameters; the script makes the columns sortable. */
export function renderBestTrials(study: StudyResult): Html {
  const { metric, direction } = study.objective;
  const better = direction === 'max' ? -1 : 1;
  const ranked = study.trials
    .filter((trial) => trial.status === 'ok' && trial.value !== null)
    .sort((a, b) => better * ((a.value ?? 0) - (b.value ?? 0)) || a.index - b.index)
    .slice(0, BEST_ROWS);
  if (ranked.length === 0) return html`<p class="empty">No trial was feasible.</p>`;
  const validated = new Map(study.validated.map((trial) => [trial.index, trial]));
  const extra = ['maxDrawdown', 'trades'].filter(
    (name) => name !== metric && ranked.some((trial) => Object.hasOwn(trial.metrics, name)),
  );
  const short = shortenNames(study.space.map((spec) => spec.name));
  const heads: Html[] = [
    sortable('Trial', 'num'),
    sortable(`${metricLabel(metric)}, training`, 'num', direction === 'max' ? 'descending' : 'ascending'),
    sortable('Validation', 'num'),
    ...extra.map((name) => sortable(metricLabel(name), 'num')),
    ...study.space.map((spec) =>
      sortable(short.get(spec.name) ?? spec.name, spec.kind === 'choice' ? 'txt' : 'num', 'none', spec.name),
    ),
  ];
  return html`<div class="scroll best-trials" tabindex="0" role="region" aria-label="Best trials"><table class="sortable"><caption class="hidden">The best trials</caption><thead><tr>${heads}</tr></thead><tbody>${ranked.map(
    (trial) => {
      const again = validated.get(trial.index)?.validation[metric] ?? null;
      return html`<tr${trial.index === 0 && html` class="chosen"`}>${cell(trial.index, formatCount(trial.index))}${cell(trial.value, formatMetric(metric, trial.value))}${cell(again, again === null ? '' : formatMetric(metric, again))}${extra.map((name) => cell(trial.metrics[name] ?? null, formatMetric(name, trial.metrics[name])))}${study.space.map(
        (spec) => {
          const value = trial.params[spec.name];
          return spec.kind === 'choice'
            ? html`<td class="txt" data-sort="${String(value)}">${formatValue(value)}</td>`
            : cell(typeof value === 'number' ? value : null, formatValue(value));
        },
      )}</tr>`;
    },
  )}</tbody></table></div>`;
}

function sortable(label: string, align: string, sort = 'none', title = label): Html {
  return html`<th scope="col" class="${align}" aria-sort="${sort}" title="${title}"><button type="button" class="sort">${label}</button></th>`;
}

function cell(value: number | null, text: string): Html {
  return html`<td class="num" data-sort="${value === null ? '' : String(value)}">${text}</td>`;
}

/** The dimensions of the space, the rules and the split in time. */
export function renderSpace(study: StudyResult): Html {
  const range = (spec: ParamSpec): string =>
    spec.kind === 'choice'
      ? spec.values.map(formatValue).join(', ')
      : `${formatValue(spec.min)} to ${formatValue(spec.max)}`;
  const scale = (spec: ParamSpec): string => {
    if (spec.kind === 'choice') return 'choice';
    const step = spec.step === null || spec.step === 1 ? '' : `, step ${formatValue(spec.step)}`;
    return `${spec.kind}${spec.log ? ', logarithmic' : ''}${step}`;
  };
  return html`${table(
    'Search space',
    [{ label: 'Parameter' }, { label: 'Kind' }, { label: 'Range' }, number('Present')],
    study.space.map((spec) => [
      spec.name,
      scale(spec),
      range(spec),
      formatValue(study.baseline?.params[spec.name] ?? study.trials[0]?.params[spec.name]),
    ]),
  )}<h3>Constraints</h3>${
    study.constraints.length === 0
      ? html`<p class="prose">None.</p>`
      : html`<ul class="bullets">${study.constraints.map((rule) => html`<li><code>${rule}</code></li>`)}</ul>`
  }<h3>Split in time</h3>${renderSplit(study)}`;
}

function renderSplit(study: StudyResult): Html {
  const { train, validation, locked } = study.split;
  const spans = [
    { name: 'train', about: 'optimised', span: train },
    { name: 'validation', about: 'the best run again', span: validation },
    { name: 'locked', about: 'never touched', span: locked },
  ];
  return html`<div class="split">${spans.map(
    ({ name, about, span }) =>
      span !== null &&
      html`<div class="split-${name}" style="flex-grow:${((span[1] - span[0]) / 86_400_000).toFixed(2)}"><b>${name}</b> <span>${about}</span><br><span>${formatDay(span[0])} to ${formatDay(span[1])} · ${formatSpan(span[1] - span[0])}</span></div>`,
  )}</div>`;
}

/** Trials run again, in order of training, with how the objective changed. */
export function renderValidatedTable(study: StudyResult): Html {
  const { metric, direction } = study.objective;
  const all = trialsRunAgain(study);
  const rows: Cell[][] = all.map((trial) => {
    const before = trial.train[metric] ?? null;
    const after = trial.validation[metric] ?? null;
    const change = before === null || after === null ? null : after - before;
    const name: Cell =
      trial === study.baseline
        ? html`${formatCount(trial.index)} <span class="muted">present</span>`
        : formatCount(trial.index);
    const tone = change === null ? null : direction === 'max' ? change : -change;
    return [
      name,
      formatMetric(metric, before),
      formatMetric(metric, after),
      signed(tone, formatMetric(metric, change)),
    ];
  });
  return table(
    'Trials run again on the validation span',
    [{ label: 'Trial' }, number('Training'), number('Validation'), number('Change')],
    rows,
  );
}
