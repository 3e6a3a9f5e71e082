import type { StudyResult, ValidatedTrial } from '#optimizers/model';
import { formatCount, formatNumber, formatPercent, formatValue } from '../format/number.ts';
import { formatMetric, metricLabel } from '../pages/metric-labels.ts';
import { positionOf } from './parameter-bins.ts';
import { rankCorrelation } from './rank-correlation.ts';
import type { Verdict } from './run-verdict.ts';

/** Fewer trades than this in training say nothing about skill. */
const FEW_TRADES = 30;
/** A best trial this near to a bound of its range may have its optimum outside. */
const EDGE = 0.02;

/** The best trial among those that were run again, or null. */
export function bestValidated(study: StudyResult): ValidatedTrial | null {
  return study.validated.find((trial) => trial.index === study.best) ?? study.validated[0] ?? null;
}

/** Trials run again, the present settings first and only once. */
export function trialsRunAgain(study: StudyResult): ValidatedTrial[] {
  const { baseline, validated } = study;
  return baseline === null
    ? [...validated]
    : [baseline, ...validated.filter((trial) => trial.index !== baseline.index)];
}

/**
 * Sums up a study: tuned against present settings, training against validation, and how much of it may be luck.
 * The validation span decides; training alone never makes a good verdict.
 */
export function judgeStudy(study: StudyResult): Verdict {
  const { metric, direction } = study.objective;
  const name = metricLabel(metric);
  const show = (value: number | null | undefined): string => formatMetric(metric, value);
  const best = bestValidated(study);
  const warnings = [...warnAboutLuck(study, best), ...warnAboutSpace(study), ...warnAboutTrials(study)];
  const winner = study.trials.find((trial) => trial.index === study.best);
  if (winner === undefined) {
    return {
      tone: 'bad',
      headline: 'No trial met the constraints',
      sentence: `${formatCount(study.trials.length)} trials were run and none was feasible. Constraints: ${study.constraints.join(', ') || 'none'}.`,
      warnings,
    };
  }
  const { baseline } = study;
  const trained = `In training, ${name} was ${show(winner.value)} for the best of ${formatCount(study.trials.length)} trials and ${show(baseline?.train[metric])} for the present settings`;
  const after = best?.validation[metric] ?? null;
  const before = baseline?.validation[metric] ?? null;
  if (study.split.validation === null || after === null) {
    return {
      tone: 'neutral',
      headline: `Best ${name} ${show(winner.value)}, unproven`,
      sentence: `${trained}. There is no validation figure.`,
      warnings,
    };
  }
  const sentence = `${trained}. In validation, which no trial was chosen by, it was ${show(after)} and ${show(before)}.`;
  if (before === null) {
    return {
      tone: 'neutral',
      headline: `${name} ${show(after)} in validation`,
      sentence: `${sentence} Present settings have no figure to compare with.`,
      warnings,
    };
  }
  const gain = (after - before) * (direction === 'max' ? 1 : -1);
  return gain > 0
    ? {
        tone: 'good',
        headline: `Tuning held in validation: ${name} ${show(after)} against ${show(before)} before`,
        sentence,
        warnings,
      }
    : {
        tone: 'bad',
        headline: `Tuning did not hold in validation: ${name} ${show(after)} against ${show(before)} before`,
        sentence,
        warnings,
      };
}

function warnAboutLuck(study: StudyResult, best: ValidatedTrial | null): string[] {
  const { metric, direction } = study.objective;
  const warnings: string[] = [];
  if (study.split.validation === null) {
    warnings.push('There is no validation span: nothing here says whether the best trial holds on other data.');
    return warnings;
  }
  const trained = best?.train[metric] ?? null;
  const after = best?.validation[metric] ?? null;
  if (direction === 'max' && trained !== null && after !== null && trained > 0 && after < trained * 0.7) {
    const kept = after <= 0 ? 'none' : formatPercent(after / trained, { digits: 0 });
    warnings.push(
      `Of its ${metricLabel(metric)} in training, the best trial kept ${kept} in validation. The best of ${formatCount(study.trials.length)} is partly the luckiest.`,
    );
  }
  const pairs = study.validated.flatMap((trial) => {
    const x = trial.train[metric] ?? null;
    const y = trial.validation[metric] ?? null;
    return x === null || y === null ? [] : [[x, y] as const];
  });
  const correlation =
    pairs.length < 5
      ? null
      : rankCorrelation(
          pairs.map(([x]) => x),
          pairs.map(([, y]) => y),
        );
  if (correlation !== null && correlation < 0.3) {
    warnings.push(
      `Among the ${formatCount(pairs.length)} trials run again, the rank in training says little about the rank in validation (rank correlation ${formatNumber(correlation)}).`,
    );
  }
  return warnings;
}

function warnAboutSpace(study: StudyResult): string[] {
  const best = study.trials.find((trial) => trial.index === study.best);
  if (best === undefined) return [];
  const edges = study.space.flatMap((spec) => {
    if (spec.kind === 'choice' || spec.max === spec.min) return [];
    const position = positionOf(spec, best.params[spec.name]);
    if (position === null || (position > EDGE && position < 1 - EDGE)) return [];
    return [`${spec.name} (${formatValue(best.params[spec.name])})`];
  });
  return edges.length === 0
    ? []
    : [`The best trial lies at the edge of the range of ${edges.join(', ')}; a wider range may hold better ones.`];
}

function warnAboutTrials(study: StudyResult): string[] {
  const warnings: string[] = [];
  const { trials, budget } = study;
  const count = (status: string): number => trials.filter((trial) => trial.status === status).length;
  if (trials.length < budget)
    warnings.push(`The study was stopped after ${formatCount(trials.length)} of ${formatCount(budget)} trials.`);
  const failed = count('failed');
  if (failed > 0) warnings.push(`${formatCount(failed)} ${failed === 1 ? 'trial' : 'trials'} failed.`);
  const infeasible = count('infeasible');
  if (infeasible > trials.length / 2) {
    warnings.push(
      `${formatPercent(infeasible / trials.length, { digits: 0 })} of the trials broke a constraint: the space is larger than what may be tried.`,
    );
  }
  const trades = trials.find((trial) => trial.index === study.best)?.metrics.trades ?? null;
  if (trades !== null && trades < FEW_TRADES) {
    warnings.push(`The best trial made ${formatCount(trades)} trades in training, too few to tell skill from luck.`);
  }
  return warnings;
}
