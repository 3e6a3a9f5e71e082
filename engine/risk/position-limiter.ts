/** Largest positions; notional in quote currency, the others as fractions of equity. Null is off. */
export interface PositionLimits {
  readonly maxPositionNotional: number | null;
  readonly maxPositionFraction: number | null;
  readonly maxGrossLeverage: number | null;
  readonly maxNetLeverage: number | null;
}

export type PositionLimitCode = 'none' | 'position-limit' | 'gross-leverage' | 'net-leverage';

/** What is held elsewhere, so that leverage can be judged. */
export interface Exposure {
  /** Sum of |notional| of the other instruments. */
  grossElsewhere: number;
  /** Signed sum of their notional. */
  netElsewhere: number;
}

/** How large one symbol's position may become; others may ask before they order. */
export class PositionLimiter {
  private readonly limits: PositionLimits;
  /** Which limit bound in the last answer. */
  binding: PositionLimitCode = 'none';

  constructor(limits: PositionLimits) {
    this.limits = limits;
  }

  /**
   * Largest |notional| allowed for a symbol on one side.
   * @param direction +1 for a long, -1 for a short position
   * @returns quote currency, Infinity where no limit applies
   */
  room(direction: number, equity: number, exposure: Exposure): number {
    const limits = this.limits;
    this.binding = 'none';
    let room = Number.POSITIVE_INFINITY;
    const worth = Math.max(0, equity);
    room = this.tighten(room, limits.maxPositionNotional ?? Number.POSITIVE_INFINITY, 'position-limit');
    if (limits.maxPositionFraction !== null) {
      room = this.tighten(room, limits.maxPositionFraction * worth, 'position-limit');
    }
    if (limits.maxGrossLeverage !== null) {
      room = this.tighten(room, limits.maxGrossLeverage * worth - exposure.grossElsewhere, 'gross-leverage');
    }
    if (limits.maxNetLeverage !== null) {
      room = this.tighten(room, limits.maxNetLeverage * worth - direction * exposure.netElsewhere, 'net-leverage');
    }
    return Math.max(0, room);
  }

  /** Largest position by the limits on one symbol alone; null where there is none. */
  largest(equity: number): number | null {
    const { maxPositionNotional, maxPositionFraction } = this.limits;
    const byFraction = maxPositionFraction === null ? null : maxPositionFraction * equity;
    if (maxPositionNotional === null) return byFraction;
    return byFraction === null ? maxPositionNotional : Math.min(byFraction, maxPositionNotional);
  }

  private tighten(room: number, limit: number, code: PositionLimitCode): number {
    if (limit >= room) return room;
    this.binding = code;
    return limit;
  }
}
