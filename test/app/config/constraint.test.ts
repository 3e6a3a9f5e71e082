import { describe, expect, it } from 'vitest';
import { holds, parseConstraint } from '../../../app/config/constraint.ts';

const known = ['strategy.trend.fast', 'strategy.trend.slow', 'decision.minConfidence'];

describe('constraints', () => {
  it.each([
    ['strategy.trend.fast < strategy.trend.slow', 10, 20, true],
    ['strategy.trend.fast < strategy.trend.slow', 20, 20, false],
    ['strategy.trend.fast<=strategy.trend.slow', 20, 20, true],
    ['strategy.trend.fast > strategy.trend.slow', 20, 10, true],
    ['strategy.trend.fast >= strategy.trend.slow', 10, 20, false],
    ['strategy.trend.fast == 10', 10, 0, true],
    ['strategy.trend.fast != 10', 10, 0, false],
    ['5 < strategy.trend.fast', 10, 0, true],
    ['strategy.trend.fast >= 1e1', 10, 0, true],
  ])('%s with %d and %d is %s', (text, fast, slow, expected) => {
    const constraint = parseConstraint(text, known);
    expect(holds(constraint, { 'strategy.trend.fast': fast, 'strategy.trend.slow': slow }, {})).toBe(expected);
  });

  it('looks up what is not swept', () => {
    const constraint = parseConstraint('strategy.trend.fast < strategy.trend.slow', known);
    expect(
      holds(constraint, { 'strategy.trend.fast': 10 }, { 'strategy.trend.slow': 20, 'strategy.trend.fast': 99 }),
    ).toBe(true);
  });

  it.each([
    [
      'strategy.trend.fats < 3',
      'Unknown setting strategy.trend.fats in the constraint "strategy.trend.fats < 3", did you mean strategy.trend.fast?',
    ],
    ['strategy.trend.fast', 'Expected a constraint such as'],
    ['strategy.trend.fast < 3 < 4', 'Expected a constraint such as'],
    ['process.exit(1) < 3', 'Unknown setting process.exit(1)'],
    ['strategy.trend.fast = 3', 'Expected a constraint such as'],
  ])('refuses %s', (text, message) => {
    expect(() => parseConstraint(text, known)).toThrow(message);
  });
});
