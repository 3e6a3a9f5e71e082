import type { CandleSeries } from '../../engine/model/index.ts';
import type { CalendarName, SessionCalendar } from '../calendar/session-calendar.ts';
import { CHECK_NAMES, type CheckFinding, type CheckName } from './finding.ts';
import { checkGaps } from './gaps.ts';
import { checkOhlc } from './ohlc-consistency.ts';
import { checkOutliers } from './outliers.ts';
import { checkSpacing } from './spacing.ts';
import { checkSplits } from './splits.ts';
import { checkStaleRuns } from './stale-runs.ts';
import { checkTimeZone } from './time-zone-suspicion.ts';
import { checkZeroVolume } from './zero-volume.ts';

/** Grades, and the lowest score of each. */
const GRADES = { A: 90, B: 75, C: 60, D: 40, F: 0 } as const;
export type Grade = keyof typeof GRADES;

/** What a check is worth: its weight in the mean, and the share of candles that costs half of its score. */
const WORTH: Readonly<Record<CheckName, { readonly weight: number; readonly tolerance: number }>> = {
  gaps: { weight: 3, tolerance: 0.01 },
  ohlc: { weight: 3, tolerance: 0.001 },
  outliers: { weight: 3, tolerance: 0.0001 },
  splits: { weight: 3, tolerance: 0 },
  spacing: { weight: 2, tolerance: 0.001 },
  'time-zone': { weight: 2, tolerance: 0 },
  stale: { weight: 1, tolerance: 0.01 },
  'zero-volume': { weight: 1, tolerance: 0.05 },
};

/** Points that the score of a series may stand above its worst check: good columns do not make up for a bad one. */
const ABOVE_WORST = 25;

/** A check with its grade; null where it cannot judge, as volume that no candle has. */
export interface GradedCheck extends CheckFinding {
  /** 0 to 100. */
  readonly score: number | null;
  readonly grade: Grade | null;
}

/** The quality of a series. */
export interface ScoreCard {
  readonly calendar: CalendarName;
  /** In the order of CHECK_NAMES. */
  readonly checks: readonly GradedCheck[];
  /** 0 to 100. */
  readonly score: number;
  readonly grade: Grade;
}

/**
 * Runs every check on candles and grades them. A check scores 100 / (1 + count / (1 + tolerance x base)): 100 where
 * nothing was found, 50 where the tolerated share was (or one event in a short series). The series scores the weighted
 * mean of its checks, and at most 25 points more than the worst of them.
 * @param series at least one candle
 * @param calendar sessions that the candles are compared with
 */
export function createScoreCard(series: CandleSeries, calendar: SessionCalendar): ScoreCard {
  const findings: Readonly<Record<CheckName, CheckFinding>> = {
    gaps: checkGaps(series, calendar),
    ohlc: checkOhlc(series),
    outliers: checkOutliers(series),
    splits: checkSplits(series),
    spacing: checkSpacing(series, calendar),
    'time-zone': checkTimeZone(series, calendar),
    stale: checkStaleRuns(series),
    'zero-volume': checkZeroVolume(series),
  };
  const checks = CHECK_NAMES.map((name) => gradeCheck(findings[name]));
  let sum = 0;
  let weights = 0;
  let worst = 100;
  for (const { check, score } of checks) {
    if (score === null) continue;
    sum += WORTH[check].weight * score;
    weights += WORTH[check].weight;
    worst = Math.min(worst, score);
  }
  const score = Math.min(sum / weights, worst + ABOVE_WORST);
  return { calendar: calendar.name, checks, score, grade: gradeOf(score) };
}

function gradeCheck(finding: CheckFinding): GradedCheck {
  const { check, count, base } = finding;
  if (check === 'zero-volume' && count === base) return { ...finding, score: null, grade: null };
  const score = 100 / (1 + count / (1 + WORTH[check].tolerance * base));
  return { ...finding, score, grade: gradeOf(score) };
}

function gradeOf(score: number): Grade {
  if (score >= GRADES.A) return 'A';
  if (score >= GRADES.B) return 'B';
  if (score >= GRADES.C) return 'C';
  return score >= GRADES.D ? 'D' : 'F';
}
