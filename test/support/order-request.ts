import {
  type Approval,
  createLines,
  createMarket,
  type Line,
  type Order,
  type OrderRequest,
  Portfolio,
  plainInstrument,
} from '../../engine/model/index.ts';
import { PositionLimiter, RiskMonitor, RiskValidator } from '../../engine/risk/index.ts';
import { scriptedSeries, still } from './scripted-market.ts';

/** What differs from an order for the first instrument that may do anything. */
export interface RequestParts extends Partial<OrderRequest> {
  readonly s?: number;
  readonly reduceOnly?: boolean;
}

/** A tactical order of some units; what differs is given. */
export function requestOf(units: number, parts: RequestParts = {}, lines: readonly Line[] = loneLine()): Order {
  const { s = 0, reduceOnly = false, ...differs } = parts;
  const request: OrderRequest = {
    reason: 'entry',
    tactical: 'units',
    tacticalValue: units,
    core: 'none',
    coreValue: 0,
    units,
    coreUnits: 0,
    riskScore: -1,
    ...differs,
  };
  return Object.assign(lines[s].blank(reduceOnly), request);
}

function loneLine(): readonly Line[] {
  const { columns } = createMarket([scriptedSeries('A', [still(100)])]);
  return createLines(columns, [plainInstrument('A')], new Portfolio(1, 0));
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
