import type { DataQuality } from '#engine';
import type { StudyResult } from '#optimizers/model';
import { judgeStudy } from '../analysis/study-verdict.ts';
import { formatCount } from '../format/number.ts';
import { type Html, html } from '../html.ts';
import type { StudyIdentity } from '../identity.ts';
import { packStudy } from '../payload/study-payload.ts';
import { facts, section, verdictBlock } from './blocks.ts';
import { renderDocument } from './document.ts';
import { metricLabel } from './metric-labels.ts';
import { renderQuality, renderStrategies } from './provenance.ts';
import { rankParameters, renderHistory, renderSlices, renderTrainAgainstValidation } from './study-charts.ts';
import { renderBestTrials, renderComparison, renderSpace, renderValidatedTable } from './study-tables.ts';

/** What a study report shows. */
export interface StudyReportInput {
  readonly study: StudyResult;
  readonly identity: StudyIdentity;
  readonly quality: readonly DataQuality[];
}

/**
 * Renders one study as a self-contained page: no network, and the same bytes for the same input.
 * @param input the study, its identity and what is known of its data
 * @returns HTML
 * @throws InvariantError `reports.asset-missing` when the project has not been built
 */
export function renderStudyReport(input: StudyReportInput): string {
  const { study, identity, quality } = input;
  const first = rankParameters(study)
    .slice(0, 2)
    .map(({ spec }) => spec.name);
  const against = html`<div class="pair">${html`<div>${renderTrainAgainstValidation(study)}</div>`}${html`<div>${renderValidatedTable(study)}</div>`}</div>`;
  const blocks: (readonly [string, string, Html])[] = [
    [
      'comparison',
      'Present and best',
      section(
        'comparison',
        'Present settings against the best',
        'Training chose the best; validation did not.',
        renderComparison(study),
      ),
    ],
    [
      'history',
      'History',
      section('history', 'History', 'Every trial in order; the line is the best so far.', renderHistory(study)),
    ],
    ['against', 'Training and validation', section('against', 'Training against validation', null, against)],
    [
      'slices',
      'Slices',
      section('slices', 'Slices', 'Every trial by one parameter; the line joins medians.', renderSlices(study)),
    ],
  ];
  if (study.space.length > 1)
    blocks.push([
      'map',
      'Map',
      section('map', 'Map of two parameters', 'Median of the trials in each cell.', renderMap(study, first)),
    ]);
  blocks.push(
    [
      'best',
      'Best trials',
      section(
        'best',
        'Best trials',
        'Sorted by training; choose a heading to sort otherwise.',
        renderBestTrials(study),
      ),
    ],
    ['space', 'Space', section('space', 'Space, constraints and split', null, renderSpace(study))],
    ['data', 'Data', section('data', 'Data quality', 'As read; gaps are never filled.', renderQuality(quality))],
    ['identity', 'Identity', section('identity', 'Identity', null, renderIdentity(study, identity))],
  );
  return renderDocument({
    kind: 'study report',
    title: study.name,
    subtitle: html`<span>${study.symbols.join(', ')}</span> <span>${formatCount(study.trials.length)} trials, ${study.sampler}, seed ${String(study.seed)}</span> <span>${study.objective.direction === 'max' ? 'largest' : 'least'} ${metricLabel(study.objective.metric)}</span>`,
    sections: blocks.map(([id, label]) => ({ id, label })),
    body: html`${verdictBlock(judgeStudy(study))}${blocks.map(([, , block]) => block)}<div class="card" id="trial-card" hidden></div>`,
    script: 'study.js',
    payload: packStudy(study, first),
  });
}

function renderMap(study: StudyResult, first: readonly string[]): Html {
  const select = (name: string, label: string, chosen: string | undefined): Html =>
    html`<label><span>${label}</span><select name="${name}">${study.space.map((spec) => html`<option${spec.name === chosen && html` selected`}>${spec.name}</option>`)}</select></label>`;
  return html`<form class="filters choose" id="map-choice">${select('x', 'Across', first[0])}${select('y', 'Down', first[1])}</form><div class="scroll" tabindex="0" role="region" aria-label="Map of two parameters"><table class="map" id="map-table"></table></div>`;
}

function renderIdentity(study: StudyResult, identity: StudyIdentity): Html {
  return html`${facts([
    ['Study id', html`<code>${identity.studyId}</code>`],
    ['Fingerprint', html`<code>${study.fingerprint}</code>`],
    ['Base config', html`<code>${identity.configHash}</code>`],
    ['Engine', identity.engineVersion],
    ['Sampler', `${study.sampler}, seed ${study.seed}, window ${study.window}`],
    ['Trials', `${formatCount(study.trials.length)} of ${formatCount(study.budget)}`],
  ])}<h3>Strategies, present settings</h3>${renderStrategies(identity.strategies)}`;
}
