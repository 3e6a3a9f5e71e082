import type { Approval, Instrument, OrderRequest } from '../model/index.ts';
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

/** An `Approval` while the validator fills it in. */
interface Draft extends OrderRequest {
  capUnits: number;
  capNotional: number;
  reduced: boolean;
}

/** Written out, so that all drafts have one shape: a spread copy gets a slower one. */
function createDraft(): Draft {
  return {
    s: 0,
    reason: 'entry',
    reduceOnly: false,
    tactical: 'none',
    tacticalValue: Number.NaN,
    core: 'none',
    coreValue: Number.NaN,
    units: Number.NaN,
    coreUnits: Number.NaN,
    riskScore: Number.NaN,
    capUnits: Number.NaN,
    capNotional: Number.NaN,
    reduced: false,
  };
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
  private readonly draft: Draft;
  private day = -1;
  private trades = 0;
  /** Code of the last refusal or reduction; null when the last order passed whole. */
  code: RiskCode | null = null;

  constructor(rules: ValidatorRules, limiter: PositionLimiter, monitor: RiskMonitor) {
    this.rules = rules;
    this.limiter = limiter;
    this.monitor = monitor;
    this.draft = createDraft();
  }

  /** Counts a submitted order against the day's limit. */
  countSubmitted(day: number): void {
    this.enter(day);
    this.trades += 1;
  }

  /**
   * Judges one order.
   * @returns the approval, which holds until the next call, or null with the reason in `code`
   */
  validate(request: OrderRequest, context: OrderContext, instrument: Instrument): Approval | null {
    this.code = null;
    const { price, held, equity } = context;
    if (!Number.isFinite(request.units) || !Number.isFinite(price) || !Number.isFinite(equity)) {
      return this.refuse('non-finite');
    }
    const after = held + request.units;
    const reduces = Math.abs(after) <= Math.abs(held) * (1 + SLACK) && after * held >= 0;
    if (reduces) return this.approve(request, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, false);
    if (this.monitor.halt !== 'none') return this.refuse('halted');
    this.enter(context.day);
    const { maxDailyTrades, maxRiskScore } = this.rules;
    if (maxDailyTrades !== null && this.trades >= maxDailyTrades) return this.refuse('daily-trade-limit');
    if (maxRiskScore !== null && request.riskScore > maxRiskScore) return this.refuse('risk-score');
    return this.limit(request, context, instrument, after);
  }

  private limit(request: OrderRequest, context: OrderContext, instrument: Instrument, after: number): Approval | null {
    const { price, held } = context;
    const direction = request.units > 0 ? 1 : -1;
    // Crossing zero, the whole position on the new side counts; on the same side, what is added.
    const present = held * direction > 0 ? Math.abs(held) : 0;
    const room = this.limiter.room(direction, context.equity, context);
    const capNotional = room === Number.POSITIVE_INFINITY ? room : room - present * price;
    let allowed = Math.abs(request.units);
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
    const fixed = request.tactical !== 'size' && request.core !== 'weight';
    const crossing = held * direction < 0 ? Math.abs(held) * price : 0;
    const capUnits = fixed || code !== null ? allowed : Number.POSITIVE_INFINITY;
    return this.approve(request, capUnits, (capNotional + crossing) * (1 + SLACK), code !== null);
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

  private approve(request: OrderRequest, capUnits: number, capNotional: number, reduced: boolean): Approval {
    const draft = this.draft;
    draft.s = request.s;
    draft.reason = request.reason;
    draft.reduceOnly = request.reduceOnly;
    draft.tactical = request.tactical;
    draft.tacticalValue = request.tacticalValue;
    draft.core = request.core;
    draft.coreValue = request.coreValue;
    draft.units = request.units;
    draft.coreUnits = request.coreUnits;
    draft.riskScore = request.riskScore;
    draft.capUnits = capUnits;
    draft.capNotional = capNotional;
    draft.reduced = reduced;
    // The one place that mints approvals: the brand exists in the type alone.
    return draft as unknown as Approval;
  }
}
