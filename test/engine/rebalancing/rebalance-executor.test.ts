import { describe, expect, it } from 'vitest';
import { createMarket } from '../../../engine/model/index.ts';
import { RebalanceExecutor, type RebalanceRules } from '../../../engine/rebalancing/index.ts';
import { scriptedSeries, still } from '../../support/scripted-market.ts';

const RULES: RebalanceRules = {
  coreShare: 1,
  allocator: { kind: 'equal', invested: 1 },
  trigger: { kind: 'check', everyHours: 24, calendar: 'weekly' },
  band: 0.05,
  relativeBand: null,
  alertAt: 0.1,
  deadBand: 0.001,
  tradeTo: 'target',
  maxCost: null,
  maxMonthlyCost: null,
};

const standing = (n: number) => Array.from({ length: n }, () => still(1));

/** Two instruments at a price of 1, so that units are money. */
function executorOf(rules: Partial<RebalanceRules> = {}, spot = true) {
  const market = createMarket([scriptedSeries('A', standing(9)), scriptedSeries('B', standing(9))]);
  return new RebalanceExecutor(market, { ...RULES, ...rules }, 0.01, spot, true);
}

const plan = (executor: RebalanceExecutor, i: number, timer: boolean, a: number, b: number, equity = 1000) =>
  executor.plan(i, timer, equity, equity - a - b, Float64Array.of(a, b)) === 0
    ? null
    : Array.from(executor.notional, (n) => Math.round(n * 1e6) / 1e6 + 0);

/** An executor that has made its first allocation. */
function startedOf(rules: Partial<RebalanceRules> = {}, spot = true) {
  const executor = executorOf(rules, spot);
  plan(executor, 0, false, 0, 0);
  executor.recordFill(1000, 10);
  executor.settle(Float64Array.of(500, 500), 1000);
  return executor;
}

describe('RebalanceExecutor', () => {
  it('allocates first without waiting for a timer, whatever it costs', () => {
    const executor = executorOf({ maxCost: 0.0001 });
    expect(executor.started).toBe(false);
    expect(plan(executor, 0, false, 0, 0)).toEqual([500, 500]);
    expect([executor.started, executor.budgetBindings]).toEqual([true, 0]);
  });

  it('keeps the first allocation for the time when there is a target', () => {
    const executor = executorOf({
      allocator: { kind: 'inverse-volatility', invested: 1, lookback: 4 },
      maxCost: 0.0001,
    });
    expect(plan(executor, 0, true, 0, 0)).toBeNull();
    expect(executor.started).toBe(false);
    const listed = executorOf();
    expect(plan(listed, 0, true, 500, 500)).toBeNull();
    expect(listed.started).toBe(true);
  });

  it('sells what is overweight and buys what is underweight, once outside a band', () => {
    const executor = startedOf();
    expect(plan(executor, 1, true, 540, 460)).toBeNull();
    expect(plan(executor, 2, true, 560, 440)).toEqual([-60, 60]);
    expect(executor.exactTarget(0)).toBe(0.5);
  });

  it.each([
    ['check', [null, [-60, 60], null, null]],
    ['band', [[-60, 60], [-60, 60], null, null]],
    ['calendar', [null, [-60, 60], null, [-20, 20]]],
    ['calendar-or-band', [[-60, 60], [-60, 60], null, [-20, 20]]],
  ] as const)('looks when its trigger says so: %s', (kind, expected) => {
    const trigger = { ...RULES.trigger, kind };
    const answers = [
      plan(startedOf({ trigger }), 1, false, 560, 440),
      plan(startedOf({ trigger }), 1, true, 560, 440),
      plan(startedOf({ trigger }), 1, false, 520, 480),
      plan(startedOf({ trigger }), 1, true, 520, 480),
    ];
    expect(answers).toEqual(expected);
  });

  it('leaves drifts within the dead band alone', () => {
    const executor = startedOf({ trigger: { ...RULES.trigger, kind: 'calendar' }, deadBand: 0.03 });
    expect(plan(executor, 1, true, 540, 480)).toEqual([-40, 0]);
  });

  it('trades to the nearest edge of the band, where asked to', () => {
    const executor = startedOf({ tradeTo: 'edge' });
    expect(plan(executor, 1, true, 580, 420)).toEqual([-30, 30]);
    expect(executor.exactTarget(0)).toBeNull();
    expect(executor.targetWeight[0]).toBeCloseTo(0.55, 12);
  });

  it('applies its weights to its own share of equity', () => {
    const executor = executorOf({ coreShare: 0.4 });
    expect(plan(executor, 0, false, 0, 0)).toEqual([200, 200]);
    expect(executor.exactTarget(0)).toBeCloseTo(0.2, 12);
  });

  it('cuts to its budget, and on spot to what sells bring', () => {
    const executor = startedOf({ maxCost: 0.001 });
    // 1 of money pays for 100 of trades; the buy of 100 alone could not be paid for, so both shrink.
    expect(plan(executor, 1, true, 590, 400)).toEqual([-47.368421, 52.631579]);
    expect([executor.budgetBindings, executor.exactTarget(0)]).toEqual([1, null]);
    const poor = startedOf({ maxCost: 0.0018 });
    poor.plan(1, true, 1000, 0, Float64Array.of(560, 320));
    expect(poor.notional[0]).toBeCloseTo(-45, 9);
    expect(poor.notional[1] * 1.01).toBeCloseTo(45 * 0.99, 9);
    // On margin nothing has to be paid for first.
    expect(plan(startedOf({ maxCost: 0.001 }, false), 1, true, 590, 400)).toEqual([0, 100]);
  });

  it('writes down how close a rebalance came, at the prices of its fills', () => {
    const executor = startedOf();
    plan(executor, 3, true, 600, 400);
    executor.recordFill(100, 1);
    executor.recordFill(90, 0.9);
    executor.settle(Float64Array.of(505, 475), 990);
    expect(executor.records).toHaveLength(2);
    const [, record] = executor.records;
    expect(record).toMatchObject({ trigger: 'band', actions: 2, cutByBudget: 0, notional: 190, cost: 1.9 });
    expect(record.driftBefore).toBeCloseTo(0.2, 12);
    expect(record.driftAfter).toBeCloseTo(Math.abs(505 / 990 - 0.5) + Math.abs(475 / 990 - 0.5), 12);
    expect(record.accuracy).toBeCloseTo(1 - record.driftAfter / 2, 12);
  });

  it('takes a plan of which nothing was filled for no rebalance, and its budget back', () => {
    const executor = startedOf({ maxMonthlyCost: 0.002 });
    expect(plan(executor, 1, true, 600, 400)).toEqual([-100, 100]);
    executor.settle(Float64Array.of(600, 400), 1000);
    expect(executor.records).toHaveLength(1);
    expect(plan(executor, 2, true, 600, 400)).toEqual([-100, 100]);
    executor.recordFill(200, 2);
    executor.settle(Float64Array.of(500, 500), 1000);
    expect(executor.records).toHaveLength(2);
    expect(executor.budgetBindings).toBe(0);
    plan(executor, 3, true, 600, 400);
    expect(executor.budgetBindings).toBe(1);
  });
});
