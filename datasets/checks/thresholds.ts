import type { CheckName } from './finding.ts';
import type { ScoreCard } from './score-card.ts';

/** How much of what is accepted; what is absent is not limited. */
export interface QualityThresholds {
  /** Lowest score of the series, 0 to 100. */
  readonly minScore?: number;
  /** Missing candles, as a fraction of those that should be there. */
  readonly maxMissing?: number;
  /** Missing candles in the longest gap. */
  readonly maxGap?: number;
  /** Candles with open or close outside [low, high]. */
  readonly maxOutside?: number;
  readonly maxOutliers?: number;
  /** Jumps like unadjusted splits. */
  readonly maxSplits?: number;
  /** Candles off the grid of the others. */
  readonly maxOffGrid?: number;
  /** Candles in stale runs, as a fraction of all. */
  readonly maxStale?: number;
  /** Candles with volume 0, as a fraction of all. */
  readonly maxZeroVolume?: number;
}

/** A threshold that candles do not keep. */
export interface BrokenThreshold {
  readonly threshold: keyof QualityThresholds;
  readonly limit: number;
  readonly found: number;
}

/**
 * Compares a score card with thresholds.
 * @returns those that are broken, in the order of QualityThresholds; none when the candles are accepted
 */
export function findBrokenThresholds(card: ScoreCard, thresholds: QualityThresholds): BrokenThreshold[] {
  const findings = new Map(card.checks.map((one) => [one.check, one]));
  const countOf = (name: CheckName): number => findings.get(name)?.count ?? 0;
  const shareOf = (name: CheckName): number => countOf(name) / Math.max(1, findings.get(name)?.base ?? 0);
  const measured: Readonly<Record<keyof QualityThresholds, number>> = {
    minScore: card.score,
    maxMissing: shareOf('gaps'),
    maxGap: findings.get('gaps')?.figures.longest ?? 0,
    maxOutside: countOf('ohlc'),
    maxOutliers: countOf('outliers'),
    maxSplits: countOf('splits'),
    maxOffGrid: countOf('spacing'),
    maxStale: shareOf('stale'),
    maxZeroVolume: shareOf('zero-volume'),
  };
  const broken: BrokenThreshold[] = [];
  // The keys of a record that was just written.
  for (const threshold of Object.keys(measured) as (keyof QualityThresholds)[]) {
    const limit = thresholds[threshold];
    const found = measured[threshold];
    if (limit === undefined) continue;
    if (threshold === 'minScore' ? found < limit : found > limit) broken.push({ threshold, limit, found });
  }
  return broken;
}
