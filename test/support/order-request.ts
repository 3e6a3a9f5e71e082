import { type Approval, createOrder, type Order, plainInstrument } from '../../engine/model/index.ts';
import { PositionLimiter, RiskMonitor, RiskValidator } from '../../engine/risk/index.ts';

/** A tactical order of some units; what differs is given. */
export function requestOf(units: number, differs: Partial<Order> = {}): Order {
  return {
    ...createOrder(),
    s: 0,
    reason: 'entry',
    reduceOnly: false,
    tactical: 'units',
    tacticalValue: units,
    core: 'none',
    coreValue: 0,
    units,
    coreUnits: 0,
    riskScore: -1,
    ...differs,
  };
}

const OFF = { maxPositionNotional: null, maxPositionFraction: null, maxGrossLeverage: null, maxNetLeverage: null };

/** An approval minted by a validator whose limits are all off. */
export function approve(request: Order): Approval {
  const monitor = new RiskMonitor({ dailyLossLimit: null, maxDrawdown: null, resumeAfterDays: null });
  const validator = new RiskValidator(
    { ...OFF, maxRiskScore: null, maxDailyTrades: null },
    new PositionLimiter(OFF),
    monitor,
  );
  const context = { price: 100, equity: 1e6, held: 0, day: 0, grossElsewhere: 0, netElsewhere: 0 };
  const approval = validator.validate(request, context, plainInstrument('A'));
  if (approval === null) throw new Error(`Refused: ${validator.code}`);
  return approval;
}
