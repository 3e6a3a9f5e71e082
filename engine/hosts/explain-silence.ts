import { majorityOf, type RefusalCount } from '../model/index.ts';
import type { SymbolPlan } from '../pipeline/index.ts';

/**
 * Why a run without a single fill did nothing, in one sentence.
 * @param decisions orders that decisions asked for
 * @param recorded whether recorded signals took part
 */
export function explainSilence(
  plans: readonly SymbolPlan[],
  floor: number,
  decisions: number,
  refusals: readonly RefusalCount[],
  recorded: boolean,
): string {
  const opinions = plans.reduce((sum, plan) => sum + countOpinions(plan), 0);
  if (opinions === 0) {
    return `Nothing traded: no strategy ${recorded ? 'or recorded signal ' : ''}had an opinion after the warm-up.`;
  }
  const acting = plans.reduce((sum, plan) => sum + plan.runs.acting, 0);
  if (acting === 0) {
    const level = floor / 1000;
    return `Nothing traded: of ${opinions} signals for a side, none reached the confidence floor of ${level}.`;
  }
  if (decisions === 0) {
    return `Nothing traded: ${acting} signals passed the floor, but all were SELL with nothing to sell and shorts off.`;
  }
  const worst = [...refusals].sort((a, b) => b.count - a.count).slice(0, 3);
  if (worst.length === 0) return 'Nothing traded: orders were still waiting for a candle when the run ended.';
  const reasons = worst.map((row) => `${row.stage} refused ${row.count} of ${row.symbol} (${row.code})`).join('; ');
  return `Nothing traded: ${reasons}.`;
}

function countOpinions(plan: SymbolPlan): number {
  let count = 0;
  for (const packed of plan.combined.packed) if (majorityOf(packed) !== 0) count += 1;
  return count;
}
