import type { Approval, Instrument, Order } from '../model/index.ts';
import type { Exposure, PositionLimiter, PositionLimits } from './position-limiter.ts';
import type { RiskMonitor } from './risk-monitor.ts';

/** Why an order was refused or reduced. */
export const RISK_CODES = [
  'non-finite',
  'halted',
  'daily-trade-limit',
  'risk-score',
  'position-limit',
  'gross-leverage',
  'net-leverage',
  'max-units',
  'min-notional',
  'rounded-to-nothing',
] as const;
export type RiskCode = (typeof RISK_CODES)[number];

export interface ValidatorRules extends PositionLimits {
  readonly maxRiskScore: number | null;
  readonly maxDailyTrades: number | null;
}

/** The facts an order is judged by. */
export interface OrderContext extends Exposure {
  /** Last close, quote currency. */
  price: number;
  equity: number;
  /** Signed units held, with what is already pending. */
  held: number;
  /** UTC day number. */
  day: number;
}

/** Relative slack, so that an order sized exactly to a limit is not refused for its last bit. */
const SLACK = 1e-9;

/**
 * The only door to the order executor. It approves a cap in units and notional which nothing later may exceed.
 * Checks run in a fixed order, each with its code; an order that only takes exposure off passes everything
 * but "non-finite".
 */
export class RiskValidator {
  private readonly rules: ValidatorRules;
  private readonly limiter: PositionLimiter;
  private readonly monitor: RiskMonitor;
  private day = -1;
  private trades = 0;
  /** Code of the last refusal or reduction; null when the last order passed whole. */
  code: RiskCode | null = null;

  constructor(rules: ValidatorRules, limiter: PositionLimiter, monitor: RiskMonitor) {
    this.rules = rules;
    this.limiter = limiter;
    this.monitor = monitor;
  }

  /** Counts a submitted order against the day's limit. */
  countSubmitted(day: number): void {
    this.enter(day);
    this.trades += 1;
  }

  /**
   * Judges one order.
   * @returns the order itself, approved, or null with the reason in `code`
   */
  validate(order: Order, context: OrderContext, instrument: Instrument): Approval | null {
    this.code = null;
    const { price, held, equity } = context;
    if (!Number.isFinite(order.units) || !Number.isFinite(price) || !Number.isFinite(equity)) {
      return this.refuse('non-finite');
    }
    const after = held + order.units;
    const reduces = Math.abs(after) <= Math.abs(held) * (1 + SLACK) && after * held >= 0;
    if (reduces) return this.approve(order, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, false);
    if (this.monitor.halt !== 'none') return this.refuse('halted');
    this.enter(context.day);
    const { maxDailyTrades, maxRiskScore } = this.rules;
    if (maxDailyTrades !== null && this.trades >= maxDailyTrades) return this.refuse('daily-trade-limit');
    if (maxRiskScore !== null && order.riskScore > maxRiskScore) return this.refuse('risk-score');
    return this.limit(order, context, instrument, after);
  }

  private limit(order: Order, context: OrderContext, instrument: Instrument, after: number): Approval | null {
    const { price, held } = context;
    const direction = order.units > 0 ? 1 : -1;
    // Crossing zero, the whole position on the new side counts; on the same side, what is added.
    const present = held * direction > 0 ? Math.abs(held) : 0;
    const room = this.limiter.room(direction, context.equity, context);
    const capNotional = room === Number.POSITIVE_INFINITY ? room : room - present * price;
    let allowed = Math.abs(order.units);
    let code: RiskCode | null = null;
    if (Math.abs(after) * price > room * (1 + SLACK)) {
      code = this.limiter.binding === 'none' ? 'position-limit' : this.limiter.binding;
      allowed = capNotional / price + (held * direction < 0 ? Math.abs(held) : 0);
      if (!(allowed > 0) || allowed * price < SLACK * room) return this.refuse(code);
    }
    if (instrument.maxUnits !== null && allowed > instrument.maxUnits) {
      allowed = instrument.maxUnits;
      code = 'max-units';
    }
    if (instrument.lotStep !== null && allowed < instrument.lotStep * (1 - SLACK))
      return this.refuse('rounded-to-nothing');
    if (instrument.minNotional !== null && allowed * price < instrument.minNotional) return this.refuse('min-notional');
    this.code = code;
    const fixed = order.tactical !== 'size' && order.core !== 'weight';
    const crossing = held * direction < 0 ? Math.abs(held) * price : 0;
    const capUnits = fixed || code !== null ? allowed : Number.POSITIVE_INFINITY;
    return this.approve(order, capUnits, (capNotional + crossing) * (1 + SLACK), code !== null);
  }

  private enter(day: number): void {
    if (day === this.day) return;
    this.day = day;
    this.trades = 0;
  }

  private refuse(code: RiskCode): null {
    this.code = code;
    return null;
  }

  private approve(order: Order, capUnits: number, capNotional: number, reduced: boolean): Approval {
    order.capUnits = capUnits;
    order.capNotional = capNotional;
    order.reduced = reduced;
    // The one place that mints approvals: the brand exists in the type alone.
    return order as unknown as Approval;
  }
}
