import { describe, expect, it } from 'vitest';
import {
  bestTrial,
  compareTrials,
  describeConstraint,
  judgeMetrics,
  type Objective,
  type TrialResult,
  totalViolation,
  violationOf,
} from '../../../optimizers/model/index.ts';

const objective: Objective = { metric: 'sharpe', direction: 'max', constraints: [{ metric: 'trades', min: 30 }] };

const trial = (index: number, rest: Partial<TrialResult>): TrialResult => ({
  index,
  params: {},
  status: 'ok',
  value: 0,
  violations: [0],
  metrics: {},
  reason: '',
  ...rest,
});

describe('objective', () => {
  it('takes the metric as the value', () => {
    expect(judgeMetrics(objective, { sharpe: 1.5, trades: 30 })).toMatchObject({
      status: 'ok',
      value: 1.5,
      violations: [0],
      reason: '',
    });
  });

  it('calls a broken constraint infeasible, also without a value', () => {
    const outcome = judgeMetrics(objective, { sharpe: null, trades: 6 });
    expect(outcome).toMatchObject({
      status: 'infeasible',
      value: null,
      violations: [0.8],
      reason: 'trades >= 30, was 6',
    });
  });

  it.each([null, Number.NaN, Number.POSITIVE_INFINITY])('calls a value of %s failed', (sharpe) => {
    expect(judgeMetrics(objective, { sharpe, trades: 99 })).toMatchObject({
      status: 'failed',
      value: null,
      reason: 'sharpe has no value',
    });
  });

  it('measures violations as fractions of the bound', () => {
    expect(violationOf({ metric: 'm', min: 30 }, 45)).toBe(0);
    expect(violationOf({ metric: 'm', min: 30 }, 15)).toBe(0.5);
    expect(violationOf({ metric: 'm', max: 0.2 }, 0.3)).toBeCloseTo(0.5, 12);
    expect(violationOf({ metric: 'm', min: 0 }, -0.25)).toBe(0.25);
    expect(violationOf({ metric: 'm', min: -1, max: 1 }, 3)).toBe(2);
    expect(violationOf({ metric: 'm', min: 30 }, null)).toBe(1);
    expect(violationOf({ metric: 'm', max: 1 }, Number.POSITIVE_INFINITY)).toBe(Number.MAX_VALUE);
    expect(describeConstraint({ metric: 'm', min: 1, max: 2 })).toBe('1 <= m <= 2');
    expect(describeConstraint({ metric: 'm', max: 2 })).toBe('m <= 2');
  });

  it('orders by feasibility, then value, then violation, then index', () => {
    const trials = [
      trial(0, { status: 'failed', value: null }),
      trial(1, { status: 'infeasible', value: null, violations: [0.2, 0.5] }),
      trial(2, { status: 'infeasible', value: null, violations: [0.1, 0.1] }),
      trial(3, { value: -5 }),
      trial(4, { value: 7 }),
      trial(5, { value: 7 }),
    ];
    const order = (direction: 'max' | 'min') =>
      [...trials].sort((a, b) => compareTrials(a, b, direction)).map((t) => t.index);
    expect(order('max')).toEqual([4, 5, 3, 2, 1, 0]);
    expect(order('min')).toEqual([3, 4, 5, 2, 1, 0]);
    expect(totalViolation(trial(0, { status: 'infeasible', violations: [] }))).toBe(1);
  });

  it('finds the best feasible trial, or none', () => {
    expect(bestTrial([trial(0, { value: 1 }), trial(1, { value: 3 }), trial(2, { value: 3 })], 'max')?.index).toBe(1);
    expect(bestTrial([trial(0, { status: 'infeasible', value: null })], 'max')).toBeNull();
  });
});
