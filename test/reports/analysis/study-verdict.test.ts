import { describe, expect, it } from 'vitest';
import type { StudyResult } from '#optimizers/model';
import { judgeStudy } from '../../../reports/analysis/study-verdict.ts';
import { makeStudyResult } from '../../support/report-fixtures.ts';

const study = makeStudyResult(200);
const withValidation = (best: number, present: number): StudyResult => ({
  ...study,
  baseline: study.baseline && { ...study.baseline, validation: { sharpe: present } },
  validated: study.validated.map((trial) => ({ ...trial, validation: { sharpe: best } })),
});

describe('verdict of a study', () => {
  it('lets validation decide, not training', () => {
    expect(judgeStudy(withValidation(0.9, 0.2)).tone).toBe('good');
    const worse = judgeStudy(withValidation(0.1, 0.2));
    expect([worse.tone, worse.headline]).toEqual([
      'bad',
      'Tuning did not hold in validation: Sharpe 0.10 against 0.20 before',
    ]);
  });

  it('reads a minimised objective the other way round', () => {
    const least: StudyResult = { ...withValidation(0.1, 0.2), objective: { metric: 'sharpe', direction: 'min' } };
    expect(judgeStudy(least).tone).toBe('good');
  });

  it('warns of shrinkage', () => {
    expect(judgeStudy(withValidation(0.1, 0)).warnings[0]).toMatch(
      /^Of its Sharpe in training, the best trial kept \d% in validation/,
    );
    expect(judgeStudy(withValidation(99, 0)).warnings.join()).not.toContain('kept');
  });

  it('does not call an unvalidated best proven', () => {
    const verdict = judgeStudy({
      ...study,
      validated: [],
      baseline: null,
      split: { ...study.split, validation: null },
    });
    expect(verdict.tone).toBe('neutral');
    expect(verdict.headline).toContain('unproven');
    expect(verdict.warnings[0]).toContain('no validation span');
  });

  it('says that nothing was feasible, that it stopped early, and that the best lies at an edge', () => {
    expect(judgeStudy({ ...study, best: null }).headline).toBe('No trial met the constraints');
    expect(judgeStudy({ ...study, budget: 500 }).warnings.join()).toContain('stopped after 200 of 500');
    const trials = study.trials.map((trial) =>
      trial.index === study.best ? { ...trial, params: { ...trial.params, 'strategy.trend.fast': 60 } } : trial,
    );
    expect(judgeStudy({ ...study, trials }).warnings.join()).toContain('strategy.trend.fast (60)');
  });
});
