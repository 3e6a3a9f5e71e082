import { beforeAll, describe, expect, it } from 'vitest';
import type { StudyResult } from '#optimizers/model';
import { renderStudyReport } from '#reports';
import type { StudyPayload } from '../../../reports/payload/study-payload.ts';
import { flawsOf } from '../../support/page-flaws.ts';
import { buildReportAssets } from '../../support/report-assets.ts';
import { makeCandles, makeQuality, makeStudyResult, STUDY_IDENTITY } from '../../support/report-fixtures.ts';

const study = makeStudyResult(200);
const quality = [makeQuality(makeCandles('AAA', 50))];
const render = (of: StudyResult): string => renderStudyReport({ study: of, identity: STUDY_IDENTITY, quality });

describe('study report', () => {
  beforeAll(buildReportAssets);

  it('is the same bytes for the same input', () => {
    const page = render(study);
    expect(render(structuredClone(study)) === page).toBe(true);
    expect(flawsOf(page)).toEqual([]);
  });

  it('has every section, and each link finds its place', () => {
    const page = render(study);
    const links = [...page.matchAll(/<a href="#([\w-]+)"/g)].map((match) => match[1]);
    expect(links).toEqual(['comparison', 'history', 'against', 'slices', 'map', 'best', 'space', 'data', 'identity']);
    for (const link of links) expect(page.includes(` id="${link}"`)).toBe(true);
    for (const text of ['trades &gt;= 30', 'never touched', study.fingerprint, 'explains'])
      expect(page.includes(text)).toBe(true);
  });

  it('draws every trial once in the history, where its status belongs', () => {
    const history = render(study).match(/<section id="history"[\s\S]*?<\/section>/)?.[0] ?? '';
    for (const [kind, status] of [
      ['plain', 'ok'],
      ['infeasible', 'infeasible'],
      ['failed', 'failed'],
    ] as const) {
      const ids = history
        .match(new RegExp(`class="dots ${kind}" data-ids="([\\d ]*)"`))?.[1]
        ?.split(' ')
        .map(Number);
      expect(ids).toEqual(study.trials.filter((trial) => trial.status === status).map((trial) => trial.index));
    }
  });

  it('has one slice a parameter, the most telling first', () => {
    const slices = [...render(study).matchAll(/<div class="slice"><h3>([\w.]+)<\/h3>/g)].map((match) => match[1]);
    expect(slices).toHaveLength(study.space.length);
    expect(slices.slice(0, 2).sort()).toEqual(['strategy.trend.fast', 'strategy.trend.slow']);
  });

  it('ranks the best trials by the objective, whichever way it goes', () => {
    const values = (page: string): number[] => {
      const body = page.match(/<table class="sortable">[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/)?.[1] ?? '';
      return [...body.matchAll(/<tr[^>]*><td[^>]*>[^<]*<\/td><td class="num" data-sort="([-\d.e]+)"/g)].map((match) =>
        Number(match[1]),
      );
    };
    const largest = values(render(study));
    expect(largest).toHaveLength(60);
    expect(largest[0]).toBe(study.trials.find((trial) => trial.index === study.best)?.value);
    expect(largest).toEqual([...largest].sort((a, b) => b - a));
    const least = values(render({ ...study, objective: { metric: 'sharpe', direction: 'min' } }));
    expect(least).toEqual([...least].sort((a, b) => a - b));
  });

  it('reads well without validation, without a best trial and without trials', () => {
    for (const of of [
      { ...study, validated: [], baseline: null, split: { ...study.split, validation: null, locked: null } },
      {
        ...study,
        best: null,
        validated: [],
        baseline: null,
        trials: study.trials.filter((trial) => trial.status !== 'ok'),
      },
      { ...study, best: null, validated: [], baseline: null, trials: [] },
    ]) {
      expect(flawsOf(render(of))).toEqual([]);
    }
  });

  it('lets no text of the user become markup', () => {
    const evil = '</script><img src=x onerror=alert(1)>"\'';
    const page = render({
      ...study,
      name: evil,
      sampler: evil,
      symbols: [evil],
      constraints: [evil],
      space: [{ name: evil, kind: 'choice', values: [evil, 'b'] }, ...study.space],
      trials: study.trials.map((trial) => ({ ...trial, params: { ...trial.params, [evil]: evil }, reason: evil })),
    });
    expect(page.includes('<img')).toBe(false);
    expect(page.match(/<script/g)).toHaveLength(2);
    const payload = JSON.parse(page.match(/id="payload">([\s\S]*?)<\/script>/)?.[1] ?? 'null') as StudyPayload; // written by the renderer under test
    expect(payload.trials[0]?.params[0]).toBe(evil);
  });
});
