import { describe, expect, it } from 'vitest';
import {
  type CandleSeries,
  checkStrategy,
  type ParamValues,
  type StrategyCheck,
  type StrategyDefinition,
} from '#engine';

/** Clauses in the order in which they are checked. */
export const CLAUSES: readonly StrategyCheck['name'][] = [
  'runs',
  'causal: prefixes',
  'causal: noise',
  'forgets its start',
  'finite',
  'same twice',
  'stream equals columns',
  'self-contained',
];

/** Declares the tests that every strategy passes, on each of some series. */
export function describeStrategyContract(
  definition: StrategyDefinition,
  params: ParamValues,
  market: readonly CandleSeries[],
): void {
  describe(`contract of ${definition.name} with ${JSON.stringify(params)}`, () => {
    for (const series of market) {
      it(`holds on ${series.id}`, () => {
        const checks = checkStrategy(definition, params, series);
        expect(checks.map((check) => check.name)).toEqual(CLAUSES);
        expect(checks.filter((check) => !check.pass)).toEqual([]);
      });
    }
  });
}

/** Names of the clauses that a strategy breaks. */
export function brokenClauses(
  definition: StrategyDefinition,
  series: CandleSeries,
  params: ParamValues = {},
): readonly StrategyCheck['name'][] {
  return checkStrategy(definition, params, series)
    .filter((check) => !check.pass)
    .map((check) => check.name);
}
