import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instrument, plainInstrument } from '../../../engine/model/index.ts';
import {
  type OrderContext,
  PositionLimiter,
  type RiskCode,
  RiskMonitor,
  RiskValidator,
  type ValidatorRules,
} from '../../../engine/risk/index.ts';
import { requestOf } from '../../support/order-request.ts';

const OFF: ValidatorRules = {
  maxRiskScore: null,
  maxDailyTrades: null,
  maxPositionNotional: null,
  maxPositionFraction: null,
  maxGrossLeverage: null,
  maxNetLeverage: null,
};
const CONTEXT: OrderContext = { price: 100, equity: 1000, held: 0, day: 7, grossElsewhere: 0, netElsewhere: 0 };
const HALT = { dailyLossLimit: 0.1, maxDrawdown: null, resumeAfterDays: null };

function validatorOf(rules: Partial<ValidatorRules> = {}, halted = false): RiskValidator {
  const monitor = new RiskMonitor(HALT);
  monitor.reset(1000, 7);
  if (halted) monitor.observe(500, 7);
  const all = { ...OFF, ...rules };
  return new RiskValidator(all, new PositionLimiter(all), monitor);
}

/** Everything that can be wrong with an order, in the order in which it is checked. */
const FAULTS: readonly (readonly [
  RiskCode,
  { rules?: Partial<ValidatorRules>; price?: number; halted?: boolean; instrument?: Partial<Instrument> },
])[] = [
  ['non-finite', { price: Number.NaN }],
  ['halted', { halted: true }],
  ['daily-trade-limit', { rules: { maxDailyTrades: 1 } }],
  ['risk-score', { rules: { maxRiskScore: 0.5 } }],
  ['position-limit', { rules: { maxPositionNotional: 100 } }],
  ['gross-leverage', { rules: { maxGrossLeverage: 0.1 } }],
  ['net-leverage', { rules: { maxNetLeverage: 0.1 } }],
];

describe('RiskValidator', () => {
  it('passes an order whole when every limit is off, with its own units for a cap', () => {
    const validator = validatorOf();
    const approval = validator.validate(requestOf(5), CONTEXT, plainInstrument('A'));
    expect(approval).toMatchObject({ units: 5, capUnits: 5, capNotional: Number.POSITIVE_INFINITY, reduced: false });
    expect(validator.code).toBeNull();
  });

  it.each(FAULTS.map(([code], k) => [code, k] as const))(
    'refuses with %s before anything that comes later',
    (code, k) => {
      // The leverage limits are judged together: the tightest one gives its name.
      const last = k >= 4 ? k + 1 : FAULTS.length;
      const faults = FAULTS.slice(k, last).map(([, fault]) => fault);
      const merged = Object.assign({}, ...faults.map((fault) => fault.rules ?? {}));
      const validator = validatorOf(
        merged,
        faults.some((fault) => fault.halted),
      );
      validator.countSubmitted(7);
      const price = faults.find((fault) => fault.price !== undefined)?.price ?? 100;
      const answer = validator.validate(
        requestOf(5, { riskScore: 0.9 }),
        { ...CONTEXT, price, held: 2 },
        plainInstrument('A'),
      );
      expect([answer, validator.code]).toEqual([null, code]);
    },
  );

  it.each([
    ['units', Number.NaN, 100, 1000],
    ['units', Number.POSITIVE_INFINITY, 100, 1000],
    ['price', 1, Number.NaN, 1000],
    ['equity', 1, 100, Number.NaN],
  ])('refuses %s that are no number', (_, units, price, equity) => {
    const validator = validatorOf();
    expect(validator.validate(requestOf(units), { ...CONTEXT, price, equity }, plainInstrument('A'))).toBeNull();
    expect(validator.code).toBe('non-finite');
  });

  it('lets what only reduces pass everything but non-finite', () => {
    const rules = Object.assign({}, ...FAULTS.map(([, fault]) => fault.rules ?? {}));
    const venue = { ...plainInstrument('A'), minNotional: 1e9, lotStep: 1e9, maxUnits: 1e-9 };
    for (const [held, units] of [
      [5, -5],
      [5, -1],
      [-5, 5],
      [-5, 2],
    ]) {
      const validator = validatorOf(rules, true);
      validator.countSubmitted(7);
      const approval = validator.validate(
        requestOf(units, { riskScore: 1 }),
        { ...CONTEXT, held, grossElsewhere: 1e9 },
        venue,
      );
      expect(approval).toMatchObject({ units, reduced: false });
    }
    const validator = validatorOf(rules, true);
    expect(validator.validate(requestOf(-6), { ...CONTEXT, held: 5 }, venue)).toBeNull();
    expect(validator.validate(requestOf(Number.NaN), { ...CONTEXT, held: 5 }, venue)).toBeNull();
  });

  it('counts submitted orders by UTC day', () => {
    const validator = validatorOf({ maxDailyTrades: 2 });
    const passes = (day: number) =>
      validator.validate(requestOf(1), { ...CONTEXT, day }, plainInstrument('A')) !== null;
    expect(passes(7)).toBe(true);
    // Asking counts nothing.
    expect(passes(7)).toBe(true);
    validator.countSubmitted(7);
    validator.countSubmitted(7);
    expect(passes(7)).toBe(false);
    expect(validator.code).toBe('daily-trade-limit');
    expect(passes(8)).toBe(true);
    validator.countSubmitted(8);
    expect(passes(8)).toBe(true);
  });

  it('lets a risk score at its limit pass, and one above it not', () => {
    const validator = validatorOf({ maxRiskScore: 0.8 });
    expect(validator.validate(requestOf(1, { riskScore: 0.8 }), CONTEXT, plainInstrument('A'))).not.toBeNull();
    expect(validator.validate(requestOf(1, { riskScore: 0.8000001 }), CONTEXT, plainInstrument('A'))).toBeNull();
  });

  it('reduces to the room there is, in units and in money', () => {
    const validator = validatorOf({ maxPositionNotional: 600 });
    const add = validator.validate(requestOf(9), { ...CONTEXT, held: 2 }, plainInstrument('A'));
    expect([add?.reduced, add?.capUnits, validator.code]).toEqual([true, 4, 'position-limit']);
    expect(add?.capNotional).toBeCloseTo(400, 5);
    // Across zero, the reduction comes on top of the room on the other side.
    const flip = validator.validate(requestOf(-9), { ...CONTEXT, held: 2 }, plainInstrument('A'));
    expect([flip?.capUnits, validator.code]).toEqual([8, 'position-limit']);
  });

  it('still lets a netted order take a position off, where the other side has no room at all', () => {
    const validator = validatorOf({ maxGrossLeverage: 1 });
    const approval = validator.validate(
      requestOf(-9),
      { ...CONTEXT, held: 2, grossElsewhere: 5000 },
      plainInstrument('A'),
    );
    expect([approval?.capUnits, approval?.reduced]).toEqual([2, true]);
  });

  it('refuses what is already past a limit, and an order exactly at it passes', () => {
    const validator = validatorOf({ maxPositionNotional: 600 });
    expect(validator.validate(requestOf(1), { ...CONTEXT, held: 7 }, plainInstrument('A'))).toBeNull();
    expect(validator.validate(requestOf(6 * (1 + 1e-12)), CONTEXT, plainInstrument('A'))?.reduced).toBe(false);
  });

  it('knows the rules of the venue', () => {
    const judge = (units: number, venue: Partial<Instrument>, rules: Partial<ValidatorRules> = {}) => {
      const validator = validatorOf(rules);
      const approval = validator.validate(requestOf(units), CONTEXT, { ...plainInstrument('A'), ...venue });
      return [approval?.capUnits ?? null, validator.code];
    };
    expect(judge(5, { maxUnits: 3 })).toEqual([3, 'max-units']);
    expect(judge(0.5, { lotStep: 1 })).toEqual([null, 'rounded-to-nothing']);
    expect(judge(0.5, { minNotional: 51 })).toEqual([null, 'min-notional']);
    expect(judge(0.5, { minNotional: 50 })).toEqual([0.5, null]);
    // What is left of a reduced order is judged, too.
    expect(judge(5, { minNotional: 150 }, { maxPositionNotional: 100 })).toEqual([null, 'min-notional']);
  });

  it('never approves more than any limit leaves room for', () => {
    const optional = (values: number[]) => fc.option(fc.constantFrom(...values), { nil: null });
    const situation = fc.record({
      maxPositionNotional: optional([50, 300, 5000]),
      maxPositionFraction: optional([0.1, 0.7]),
      maxGrossLeverage: optional([0.5, 1, 3]),
      maxNetLeverage: optional([0.2, 1]),
      units: fc.double({ min: -30, max: 30, noNaN: true }).filter((n) => Math.abs(n) > 1e-3),
      held: fc.double({ min: -20, max: 20, noNaN: true }),
      others: fc.array(fc.double({ min: -1500, max: 1500, noNaN: true }), { maxLength: 3 }),
      price: fc.double({ min: 1, max: 200, noNaN: true }),
    });
    let [reduced, refused] = [0, 0];
    fc.assert(
      fc.property(situation, ({ units, held, others, price, ...limits }) => {
        const validator = validatorOf(limits);
        const grossElsewhere = others.reduce((sum, n) => sum + Math.abs(n), 0);
        const netElsewhere = others.reduce((sum, n) => sum + n, 0);
        const approval = validator.validate(
          requestOf(units),
          { ...CONTEXT, price, held, grossElsewhere, netElsewhere },
          plainInstrument('A'),
        );
        if (approval === null) {
          refused += 1;
          return;
        }
        if (approval.reduced) reduced += 1;
        const size = Math.min(Math.abs(units), approval.capUnits, approval.capNotional / price);
        const after = held + Math.sign(units) * size;
        if (Math.abs(after) <= Math.abs(held) * (1 + 1e-9) && after * held >= 0) return;
        const notional = Math.abs(after) * price;
        const atMost = (value: number, limit: number | null) => limit === null || value <= limit * (1 + 1e-6);
        expect(atMost(notional, limits.maxPositionNotional)).toBe(true);
        expect(atMost(notional, limits.maxPositionFraction === null ? null : limits.maxPositionFraction * 1000)).toBe(
          true,
        );
        expect(
          atMost(notional + grossElsewhere, limits.maxGrossLeverage === null ? null : limits.maxGrossLeverage * 1000),
        ).toBe(true);
        const towards = Math.sign(after) * (after * price + netElsewhere);
        expect(atMost(towards, limits.maxNetLeverage === null ? null : limits.maxNetLeverage * 1000)).toBe(true);
      }),
      { seed: 1, numRuns: 2000 },
    );
    expect(reduced).toBeGreaterThan(300);
    expect(refused).toBeGreaterThan(30);
  });
});
