import type { CoreWish, Line, OrderReason, TacticalWish } from '../model/index.ts';

/** What decisions and the rebalancer want of one instrument within one slice. */
export interface Wishes {
  readonly line: Line;
  /** There is a wish in this slice. */
  isNoted: boolean;
  /** The tactical position is to be closed. */
  close: boolean;
  closeReason: OrderReason;
  tactical: TacticalWish;
  /** Signed units, or for `size` what the fill shall resolve. */
  tacticalValue: number;
  /** Signed units as they look now. */
  tacticalUnits: number;
  tacticalReason: OrderReason;
  /** 0 to 1; negative where no risk score applies. */
  risk: number;
  core: CoreWish;
  /** Signed units, or for `weight` the target weight. */
  coreValue: number;
  coreUnits: number;
  coreReason: OrderReason;
}

/** No wish yet. Numbers begin as NaN, as in every record that is written again and again: see `createOrder`. */
export function createWishes(line: Line): Wishes {
  const wishes: Wishes = {
    line,
    isNoted: false,
    close: false,
    closeReason: 'exit',
    tactical: 'none',
    tacticalValue: Number.NaN,
    tacticalUnits: Number.NaN,
    tacticalReason: 'entry',
    risk: Number.NaN,
    core: 'none',
    coreValue: Number.NaN,
    coreUnits: Number.NaN,
    coreReason: 'rebalance',
  };
  wishes.tacticalUnits = 0;
  wishes.coreUnits = 0;
  return wishes;
}
