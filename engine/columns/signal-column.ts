import { type SignalStrength, STRENGTH_VALUE, StrategyError } from '../model/index.ts';
import { applyColumn, Condition, type Operand, toOutput, whereNode } from './column.ts';
import { alignToOwn, type Output } from './node.ts';
import { eventOperation } from './operations.ts';

/** What a signal says besides its direction. */
export interface SignalOptions {
  /** A name, or a number or column of 1 to 4; MODERATE by default. */
  readonly strength?: SignalStrength | Operand;
  /** 0 to 1, carried in thousandths; 1 by default. */
  readonly confidence?: Operand;
  /** Opinion where the direction is 0; no opinion by default. HOLD counts in the mean confidence of the combiner. */
  readonly otherwise?: 'HOLD';
}

/** What the value 0 of the direction means. */
export type ZeroMeans = 'SELL' | 'HOLD' | 'none';

/** Opinions, one per candle, described and not yet computed. */
export class SignalColumn {
  /** BUY where positive, SELL where negative, no opinion where missing. */
  readonly direction: Output;
  readonly zero: ZeroMeans;
  readonly strength: Output;
  readonly confidence: Output;

  constructor(direction: Output, zero: ZeroMeans, strength: Output, confidence: Output) {
    this.direction = direction;
    this.zero = zero;
    this.strength = strength;
    this.confidence = confidence;
  }

  /** These opinions where the condition holds, none elsewhere. */
  where(condition: Condition): SignalColumn {
    const direction = { node: whereNode(this.direction, condition), output: 0 };
    return new SignalColumn(direction, this.zero, this.strength, this.confidence);
  }

  /** These opinions at the instrument's own candles, where they were described at a higher interval. */
  onOwnInterval(): SignalColumn {
    const { direction, zero, strength, confidence } = this;
    return new SignalColumn(alignToOwn(direction), zero, alignToOwn(strength), alignToOwn(confidence));
  }
}

function createSignal(direction: Output, zero: ZeroMeans, options: SignalOptions): SignalColumn {
  const { strength = 'MODERATE', confidence = 1 } = options;
  const value = typeof strength === 'string' ? STRENGTH_VALUE[strength] : strength;
  if (value === undefined || (typeof value === 'number' && ![1, 2, 3, 4].includes(value))) {
    const names = Object.keys(STRENGTH_VALUE).join(', ');
    throw new StrategyError(
      'bad-strength',
      `Expected strength to be 1 to 4 or one of ${names}, was ${String(strength)}.`,
    );
  }
  if (typeof confidence === 'number' && !(confidence >= 0 && confidence <= 1)) {
    throw new StrategyError('bad-confidence', `Expected confidence to be from 0 to 1, was ${confidence}.`);
  }
  return new SignalColumn(direction, zero, toOutput(value), toOutput(confidence));
}

/**
 * An opinion at every candle: BUY where the condition is true and SELL where it is false, or BUY where the column is
 * positive and SELL where it is negative. Missing inputs give none.
 * @example
 * side(above(ema(close, 10), ema(close, 50)), { strength: 'STRONG', confidence: 0.9 });
 */
export function side(of: Condition | Operand, options: SignalOptions = {}): SignalColumn {
  if (of instanceof Condition) return createSignal(of, 'SELL', options);
  return createSignal(toOutput(of), options.otherwise ?? 'none', options);
}

/**
 * An opinion only at candles at which something happens; where both happen, none.
 * @example
 * event({ buy: crossed(fast, 'up', slow), sell: crossed(fast, 'down', slow) }, { confidence: 0.8 });
 */
export function event(
  on: { readonly buy?: Condition; readonly sell?: Condition },
  options: SignalOptions = {},
): SignalColumn {
  return createSignal(directionOf(on.buy, on.sell, 0), options.otherwise ?? 'none', options);
}

/** The short form: BUY on enter, SELL on exit, exit first. */
export function enterExit(enter: Condition, exit: Condition | undefined, options: SignalOptions): SignalColumn {
  return createSignal(directionOf(enter, exit, -1), 'none', options);
}

function directionOf(buy: Condition | undefined, sell: Condition | undefined, both: 0 | -1): Output {
  // Happens at a close only if both do: a state on one side must go on showing between closes of a higher interval.
  const happens = (buy?.node.event ?? true) && (sell?.node.event ?? true);
  return applyColumn(eventOperation(both), [buy ?? 0, sell ?? 0], happens);
}
